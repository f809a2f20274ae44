/// The last rows of features of many series: what a model of sequences looks at, T rows x F features for each.
///
/// Rows are of single precision, as such models are trained. A row that is too wide or too narrow, or has a number that
/// single precision cannot hold, is refused, and so is one that is no later than the last: a bar counts once, however
/// often it is offered. A series that misses a bar keeps its rows, and goes on with the next.
///
/// A window is ready when it has T rows and the last is younger than the time to live. Before that its missing rows, the
/// oldest, are 0. Worked number: T = 3 and rows 1, 2, 3, 4 leave 2, 3, 4, ready since the third.
///
/// Rows are meant to be raw: what is normalised by the window's own first row is normalised as a whole when it is read
/// (see `SequenceNormalization`), or each row would have another base.
public struct SequenceBank: Sendable {
    /// How many series there are.
    public let series: Int
    /// How many rows a window has.
    public let length: Int
    /// How many features a row has.
    public let features: Int
    /// How old the last row of a window that is ready may be: less than so many nanoseconds.
    public let timeToLive: Int64
    /// Number `(series * length + slot) * features + feature`; slots in a circle.
    private var rows: [Float]
    /// What `stage` collects: number `series * features + feature`.
    private var staged: [Float]
    /// How many rows each series has, at most `length`.
    private var fills: [Int]
    /// The slot that the next row of each series takes.
    private var slots: [Int]
    /// The time of the last row of each series, in nanoseconds; `never` before the first.
    private var times: [Int64]

    private static let never = Int64.min

    /// Refuses a window without rows or features, a time to live that is not above 0, and more than 2^28 numbers.
    public init(
        series: Int, length: Int, features: Int, timeToLive: Int64 = .max
    ) throws(InvalidParameter) {
        try require("series", series, in: 0...1_000_000)
        try require("length", length, in: 1...10_000)
        try require("features", features, in: 1...10_000)
        try require("series x length x features", series * length * features, in: 0...(1 << 28))
        try require(positive: "time to live", Double(timeToLive))
        (self.series, self.length, self.features, self.timeToLive) = (series, length, features, timeToLive)
        rows = [Float](repeating: 0, count: series * length * features)
        staged = [Float](repeating: .nan, count: series * features)
        fills = [Int](repeating: 0, count: series)
        slots = fills
        times = [Int64](repeating: Self.never, count: series)
    }

    /// Takes a row of one series at a time in nanoseconds; whether it was accepted.
    public mutating func push(_ row: Span<Double>, series index: Int, at time: Int64) -> Bool {
        guard row.count == features else { return false }
        for feature in 0..<features { staged[index * features + feature] = Float(row[feature]) }
        return accept(index, at: time)
    }

    /// Sets one feature of the next row of every series; `values` is indexed by series.
    public mutating func stage(_ values: UnsafePointer<Double>, feature: Int) {
        for index in 0..<series { staged[index * features + feature] = Float(values[index]) }
    }

    /// Takes the row that was staged for every series, and gives how many were accepted.
    ///
    /// Where `present` is not 1 a series has missed the bar, and nothing of it is taken. What was staged is used up.
    public mutating func pushStaged(present: UnsafePointer<Double>, at time: Int64) -> Int {
        var accepted = 0
        for index in 0..<series where present[index] == 1 && accept(index, at: time) { accepted += 1 }
        for number in staged.indices { staged[number] = .nan }
        return accepted
    }

    /// Takes what is staged for a series, unless it is no row of numbers or not new.
    private mutating func accept(_ index: Int, at time: Int64) -> Bool {
        guard time > times[index] else { return false }
        let source = index * features
        for feature in 0..<features where !staged[source + feature].isFinite { return false }
        let target = (index * length + slots[index]) * features
        for feature in 0..<features { rows[target + feature] = staged[source + feature] }
        slots[index] = slots[index] + 1 == length ? 0 : slots[index] + 1
        fills[index] = Swift.min(fills[index] + 1, length)
        times[index] = time
        return true
    }

    /// How many rows a series has, at most `length`.
    public func fill(series index: Int) -> Int { fills[index] }

    /// The time of the last row of a series, in nanoseconds; nil before the first.
    public func lastTime(series index: Int) -> Int64? { times[index] == Self.never ? nil : times[index] }

    /// Whether a series has all its rows, and the last is younger than the time to live at a time in nanoseconds.
    ///
    /// A time before the last row is one at which that row was not known, so nothing is ready then.
    public func isReady(series index: Int, at time: Int64) -> Bool {
        guard fills[index] == length, time >= times[index] else { return false }
        let (age, overflows) = time.subtractingReportingOverflow(times[index])
        return !overflows && age < timeToLive
    }

    /// Writes the window of a series, oldest row first: number `row * features + feature` of `length * features`.
    public func copy(series index: Int, into window: UnsafeMutablePointer<Float>) {
        let missing = (length - fills[index]) * features
        window.update(repeating: 0, count: missing)
        // A window that is not full has its oldest row in the first slot.
        let oldest = fills[index] == length ? slots[index] : 0
        let (first, late) = (index * length * features, (length - oldest) * features)
        rows.withUnsafeBufferPointer { rows in
            guard let base = rows.baseAddress else { return }
            let start = base + first
            guard missing == 0 else {
                return (window + missing).update(from: start, count: length * features - missing)
            }
            window.update(from: start + oldest * features, count: late)
            (window + late).update(from: start, count: length * features - late)
        }
    }

    /// Forgets the rows of a series.
    public mutating func clear(series index: Int) {
        (fills[index], slots[index], times[index]) = (0, 0, Self.never)
    }

    /// Everything that has to survive a restart: for each series its rows, their number, the next slot, and the time of
    /// the last row in two halves, which are exact as numbers.
    public var state: [Double] {
        var state: [Double] = []
        state.reserveCapacity(rows.count + 4 * series)
        for row in rows { state.append(Double(row)) }
        for fill in fills { state.append(Double(fill)) }
        for slot in slots { state.append(Double(slot)) }
        for time in times { state.append(Double(time >> 32)) }
        for time in times { state.append(Double(time & 0xFFFF_FFFF)) }
        return state
    }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard let parts = state.parts(rows.count, series, series, series, series) else { return false }
        var (newFills, newSlots, newTimes) = (fills, slots, times)
        for index in 0..<series {
            guard let fill = Int(exactly: parts[1][index]), (0...length).contains(fill),
                let slot = Int(exactly: parts[2][index]), (0..<length).contains(slot),
                fill == length || slot == fill,
                let high = Int32(exactly: parts[3][index]), let low = UInt32(exactly: parts[4][index])
            else { return false }
            (newFills[index], newSlots[index]) = (fill, slot)
            newTimes[index] = Int64(high) << 32 | Int64(low)
        }
        guard parts[0].allSatisfy({ Float($0).isFinite }) else { return false }
        for number in rows.indices { rows[number] = Float(parts[0][number]) }
        (fills, slots, times) = (newFills, newSlots, newTimes)
        return true
    }
}
