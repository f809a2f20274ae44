internal import CColumns

/// Judges the one horizon there is for some hundred instruments at a time, where costs follow from quote and volatility.
///
/// Each verdict is the one that `Arbitration.verdict(horizon:alphaBps:costBps:over:spreadBps:)` gives at the cost
/// (spread + timing) x factor of `CostModel`, to the bit.
public final class LoneHorizon: @unchecked Sendable {
    /// The most instruments at a time: what they touch stays in the first cache.
    @inlinable public static var room: Int { 256 }

    /// What came of an instrument.
    public enum Outcome: Int, Sendable, CaseIterable {
        case trades
        case noAlpha
        case shortNotAllowed
        case belowThreshold
        case noQuote
        case noVolatility
    }

    /// What is known of instruments, a number each: quotes, volatility a bar, and alpha in basis points.
    public struct Known {
        var (bid, ask): (UnsafePointer<Double>, UnsafePointer<Double>)
        var (volatility, alpha): (UnsafePointer<Double>, UnsafePointer<Double>)

        /// Reads numbers that the caller keeps alive.
        public init(
            bid: UnsafePointer<Double>, ask: UnsafePointer<Double>, volatility: UnsafePointer<Double>,
            alpha: UnsafePointer<Double>
        ) {
            (self.bid, self.ask, self.volatility, self.alpha) = (bid, ask, volatility, alpha)
        }
    }

    /// Where verdicts are written, a number for each instrument; see `Arbitration.Verdict`.
    ///
    /// Horizon and alpha are NaN where the horizon takes no part, and the others where its cost is not known; the side is
    /// then 0, as it is where nothing trades.
    public struct Verdicts {
        var (horizon, side, alpha): (Target, Target, Target)
        var (cost, net, score): (Target, Target, Target)

        /// Writes over numbers that the caller keeps alive, none of which is read.
        public init(
            horizon: UnsafeMutablePointer<Double>, side: UnsafeMutablePointer<Double>,
            alpha: UnsafeMutablePointer<Double>, cost: UnsafeMutablePointer<Double>,
            net: UnsafeMutablePointer<Double>, score: UnsafeMutablePointer<Double>
        ) {
            (self.horizon, self.side, self.alpha) = (horizon, side, alpha)
            (self.cost, self.net, self.score) = (cost, net, score)
        }

        typealias Target = UnsafeMutablePointer<Double>
    }

    private let outcomes: UnsafeMutablePointer<Int64>
    private let numbers: UnsafeMutablePointer<Double>
    private var rule: ccolumns_arbitration

    /// `volatilityBps` is what a volatility of 1 a bar is over five minutes; costs are multiplied by `factor`.
    public init(
        rule: Arbitration, over length: HorizonScale, _ model: CostModel, volatilityBps: Double,
        factor: Double
    ) {
        self.rule = ccolumns_arbitration(
            spread_multiple: model.spreadMultiple, timing_multiple: model.timingMultiple,
            five_minutes: volatilityBps, root: length.root, factor: factor,
            base_threshold: rule.baseThresholdBps, reserve_multiple: rule.reserveSpreadMultiple,
            asks_volatility: model.timingMultiple > 0 ? 1 : 0,
            is_long_only: rule.direction == .longOnly ? 1 : 0,
            compares_edge: rule.comparison == .net ? 1 : 0,
            adds_cost: rule.threshold == .costPlusReserve ? 1 : 0)
        outcomes = .allocate(capacity: Self.room)
        outcomes.initialize(repeating: 0, count: Self.room)
        numbers = .allocate(capacity: 2 * Self.room)
        numbers.initialize(repeating: .nan, count: 2 * Self.room)
    }

    deinit {
        outcomes.deallocate()
        numbers.deallocate()
    }

    /// Judges so many instruments, at most `room`, and writes why each is held.
    ///
    /// A cause is a record of `CauseRecord`: the form that is given for the `Outcome`, in the order of their numbers, with
    /// what was held against the threshold and the threshold, or an alpha that may not be sold and 0; else NaN and NaN.
    public func judge(
        _ count: Int, _ known: Known, into verdicts: Verdicts, causes: UnsafeMutableRawPointer,
        forms: UnsafeRawPointer
    ) {
        precondition(count >= 0 && count <= Self.room, "so many instruments are judged at a time")
        var columns = ccolumns_verdicts(
            horizon: verdicts.horizon, side: verdicts.side, alpha: verdicts.alpha, cost: verdicts.cost,
            net: verdicts.net, score: verdicts.score, observed: numbers, limit: numbers + Self.room,
            outcome: outcomes)
        ccolumns_arbitrate(
            &rule, Int64(count), known.bid, known.ask, known.volatility, known.alpha, &columns)
        ccolumns_write_causes(
            Int64(count), outcomes, numbers, numbers + Self.room,
            forms.assumingMemoryBound(to: ccolumns_cause.self),
            causes.assumingMemoryBound(to: ccolumns_cause.self))
    }
}
