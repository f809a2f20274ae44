/// One series of `RollingMoments`, taken out so that many values can be given to it one after the other.
///
/// It gives what the moments themselves give, to the bit; see `RollingMoments.withLane(_:_:)`.
struct MomentsLane {
    /// The sums of the series, and how many values made them.
    fileprivate struct Sums {
        var slot: Int
        var accepted: Int
        var reference: Double
        var sum: Double
        var square: Double
    }

    fileprivate var sums: Sums
    private let values: UnsafeMutablePointer<Double>
    private let step: Int
    private let window: Int
    private let mask: Int
    /// When the sums are due to be taken anew, as a part of the period.
    private let phase: Int
    /// One divided by the count of a full window, and by one less.
    private let full: (part: Double, sample: Double)

    fileprivate init(
        _ sums: Sums, values: UnsafeMutablePointer<Double>, step: Int, window: Int, period: Int, phase: Int
    ) {
        (self.sums, self.values, self.step, self.window) = (sums, values, step, window)
        (mask, self.phase) = (period - 1, phase)
        full = (1 / Double(window), 1 / Double(window - 1))
    }

    /// How many values the window holds.
    var count: Int { isFull ? window : sums.accepted }
    private var isFull: Bool { sums.accepted >= window }
    private var part: Double { isFull ? full.part : 1 / Double(sums.accepted) }

    /// Takes the next value; one that is not finite is passed over.
    @inline(__always)
    mutating func push(_ value: Double) {
        guard value.magnitude <= .greatestFiniteMagnitude else { return }
        if sums.accepted == 0 { sums.reference = value }
        let cell = values + sums.slot &* step
        let entering = value - sums.reference
        let leaving = sums.accepted >= window ? cell.pointee - sums.reference : 0
        cell.pointee = value
        sums.sum += entering - leaving
        sums.square += entering * entering - leaving * leaving
        sums.slot = sums.slot &+ 1 == window ? 0 : sums.slot &+ 1
        sums.accepted &+= 1
        let staleness = RollingMoments.staleness(
            sum: sums.sum, square: sums.square, part: part, leaving: leaving)
        if staleness != 0 || (sums.accepted > window && (sums.accepted &- 1) & mask == phase) {
            (sums.reference, sums.sum, sums.square) = RollingMoments.taken(values, step: step, count: count)
        }
    }

    /// The sample's standard deviation; NaN with less than two values.
    @inline(__always)
    var deviation: Double {
        let count = count
        guard count > 1 else { return .nan }
        let sample = isFull ? full.sample : 1 / Double(count - 1)
        return (Swift.max(sums.square - sums.sum * sums.sum * part, 0) * sample).squareRoot()
    }
}

extension RollingMoments {
    /// Lets many values be given to one series.
    mutating func withLane(_ index: Int, _ body: (inout MomentsLane) -> Void) {
        let (step, window, period) = (series, window, period)
        let before = MomentsLane.Sums(
            slot: slots[index], accepted: accepted[index], reference: reference[index], sum: sum[index],
            square: square[index])
        let after = values.withUnsafeMutableBufferPointer { values in
            // The sums of all series are taken anew in turn: `due(after:)`, solved for the phase.
            var lane = MomentsLane(
                before, values: values.baseAddress.unsafelyUnwrapped + index, step: step, window: window,
                period: period, phase: index * period / step)
            body(&lane)
            return lane.sums
        }
        (slots[index], accepted[index], reference[index]) = (after.slot, after.accepted, after.reference)
        (sum[index], square[index]) = (after.sum, after.square)
    }
}
