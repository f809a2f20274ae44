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
    fileprivate let values: UnsafeMutablePointer<Double>
    fileprivate let step: Int
    fileprivate let window: Int
    fileprivate let mask: Int
    /// When the sums are due to be taken anew, as a part of the period.
    fileprivate let phase: Int
    /// One divided by the count of a full window, and by one less.
    fileprivate let full: (part: Double, sample: Double)

    fileprivate init(
        _ sums: Sums, values: UnsafeMutablePointer<Double>, step: Int, window: Int, period: Int, phase: Int
    ) {
        (self.sums, self.values, self.step, self.window) = (sums, values, step, window)
        (mask, self.phase) = (period - 1, phase)
        full = (1 / Double(window), 1 / Double(window - 1))
    }

    /// How many values the window holds.
    var count: Int { isFull ? window : sums.accepted }
    var isFull: Bool { sums.accepted >= window }
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

/// A series of `RollingMoments` whose window is full, for many values: less has to be asked of each.
struct FullLane {
    private var reference: Double
    private var sum: Double
    private var square: Double
    /// Where the next value goes, and how many values from here on the sums are taken anew.
    private var cell: UnsafeMutablePointer<Double>
    private var left: Int
    private var pushed = 0
    private let values: UnsafeMutablePointer<Double>
    private let end: UnsafeMutablePointer<Double>
    private let (step, window, period): (Int, Int, Int)
    private let (part, sample): (Double, Double)

    /// Takes the next value; one that is not finite is passed over.
    @inline(__always)
    mutating func push(_ value: Double) {
        guard value.magnitude <= .greatestFiniteMagnitude else { return }
        let (entering, leaving) = (value - reference, cell.pointee - reference)
        cell.pointee = value
        sum += entering - leaving
        square += entering * entering - leaving * leaving
        cell += step
        if cell == end { cell = values }
        (left, pushed) = (left &- 1, pushed &+ 1)
        let staleness = RollingMoments.staleness(sum: sum, square: square, part: part, leaving: leaving)
        if staleness != 0 || left == 0 {
            (reference, sum, square) = RollingMoments.taken(values, step: step, count: window)
            if left == 0 { left = period }
        }
    }

    /// The sample's standard deviation; NaN where a window is a single value.
    @inline(__always)
    var deviation: Double { (Swift.max(square - sum * sum * part, 0) * sample).squareRoot() }
}

extension FullLane {
    fileprivate init(_ lane: MomentsLane) {
        (reference, sum, square) = (lane.sums.reference, lane.sums.sum, lane.sums.square)
        (values, step, window) = (lane.values, lane.step, lane.window)
        cell = values + lane.sums.slot * step
        end = values + window * step
        // Due once the count of all values, less one, leaves the phase.
        (left, period) = ((lane.phase &- lane.sums.accepted) & lane.mask + 1, lane.mask + 1)
        (part, sample) = lane.full
    }

    /// Gives back what has become of the series.
    fileprivate func giveBack(to sums: inout MomentsLane.Sums) {
        (sums.reference, sums.sum, sums.square) = (reference, sum, square)
        sums.slot = (cell - values) / step
        sums.accepted &+= pushed
    }
}

extension MomentsLane {
    /// Lets many values be given to a full window.
    @inline(__always)
    mutating func whileFull(_ body: (inout FullLane) -> Void) {
        var lane = FullLane(self)
        body(&lane)
        lane.giveBack(to: &sums)
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
