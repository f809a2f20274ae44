/// Whether an account has lost too much since its day began.
///
/// loss = (start - equity) / start, and the limit is reached when start - equity >= limit x start, compared exactly. The
/// day starts at the last equity of the day before (`previousClose`, so that a gap between sessions counts) or at its own
/// first sample. A start that is not above zero trips at once, an equity that is not known changes nothing but is no pass
/// either: see ``Reading/loss``. Worked number: start 15059.96, equity 14502.75: a loss of 0.037 of a limit of 0.02.
public struct DailyLoss: Hashable, Sendable {
    /// What a day's loss is measured from.
    public enum Baseline: String, Sendable, CaseIterable {
        /// The last equity of the day before; on the first day its first sample.
        case previousClose = "previous_close"
        /// The first equity of the day.
        case firstSample = "first_sample"
    }

    /// What one sample showed.
    public struct Reading: Hashable, Sendable {
        /// The loss as a fraction of the start, rounded half even; below zero for a gain, nil where there is no start.
        public let loss: Amount?
        /// Whether the limit was reached at any sample of this day.
        public let isTripped: Bool
    }

    /// The largest loss, as a fraction of the start, that does not trip.
    public let limit: Amount
    /// The loss in money that trips as well; nil for none.
    public let maxAmount: Amount?
    /// What a day's loss is measured from.
    public let baseline: Baseline
    /// What the present day is measured from; nil before the first sample.
    public private(set) var start: Amount?
    /// The last equity that was seen; nil before the first.
    public private(set) var last: Amount?
    /// The day of the last sample.
    public private(set) var day = 0
    /// Whether the limit was reached on this day.
    public private(set) var isTripped = false

    /// Creates a rule; nil for a limit outside 0 to 1, zero not included, and for an amount that is not above zero.
    public init?(limit: Amount, maxAmount: Amount? = nil, baseline: Baseline = .previousClose) {
        guard limit > .zero, limit <= Amount(1), maxAmount ?? limit > .zero else { return nil }
        (self.limit, self.maxAmount, self.baseline) = (limit, maxAmount, baseline)
    }

    /// Takes an equity; `day` is any number that changes with the day, such as that of its session.
    /// - Throws: `AmountOverflow` for numbers beyond any account; nothing is remembered of them.
    public mutating func observe(_ equity: Amount, day: Int) throws(AmountOverflow) -> Reading {
        var next = self
        if start == nil || day != self.day {
            next.start = baseline == .previousClose ? last ?? equity : equity
            next.isTripped = false
        }
        next.day = day
        next.last = equity
        let start = next.start ?? equity
        var loss: Amount?
        if start > .zero {
            let fall = try start.subtracting(equity)
            loss = try fall.divided(by: start, rounding: .halfEven)
            let least = try limit.multiplied(by: start, rounding: .ceiling)
            next.isTripped = next.isTripped || fall >= min(least, maxAmount ?? least)
        } else {
            next.isTripped = true
        }
        self = next
        return Reading(loss: loss, isTripped: isTripped)
    }

    /// Measures the present day from the last equity on, as after a person has accepted the loss.
    public mutating func rebase() { (start, isTripped) = (last, false) }

    /// Takes back what another rule of the same settings held.
    public mutating func restore(start: Amount?, last: Amount?, day: Int, isTripped: Bool) {
        (self.start, self.last, self.day, self.isTripped) = (start, last, day, isTripped)
    }
}
