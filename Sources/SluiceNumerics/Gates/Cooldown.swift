/// The pause that each of many series takes after something happened to it.
///
/// Times are whole nanoseconds. A series is free when nothing ever happened, or when at least the pause has passed
/// since; a time before the last one is no pause passed. Worked number: after 5 s of a pause of 5 s it is free again.
public struct Cooldown: Sendable {
    /// How long the pause is.
    public let nanoseconds: Int64
    /// The last time of each series; `never` where there was none.
    private var last: [Int64]

    /// What stands for a series that nothing has happened to.
    public static let never = Int64.min

    /// Refuses a pause that is negative, and less than one series.
    public init(series: Int, nanoseconds: Int64) throws(InvalidParameter) {
        try require("series", series, in: 0...1_000_000)
        try require(nonNegative: "nanoseconds", Double(nanoseconds))
        self.nanoseconds = nanoseconds
        last = [Int64](repeating: Self.never, count: series)
    }

    /// Whether a series is free at a time.
    public func isOver(at time: Int64, series index: Int) -> Bool {
        last[index] == Self.never || elapsed(at: time, series: index) >= nanoseconds
    }

    /// How long ago it was, in nanoseconds; 0 where nothing happened.
    public func elapsed(at time: Int64, series index: Int) -> Int64 {
        guard last[index] != Self.never else { return 0 }
        let (elapsed, overflows) = time.subtractingReportingOverflow(last[index])
        return overflows ? (time < 0 ? .min : .max) : elapsed
    }

    /// Starts the pause of a series, unless a later time has done so.
    public mutating func begin(at time: Int64, series index: Int) { last[index] = max(last[index], time) }

    /// The last time of each series.
    public var state: [Int64] { last }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Int64]) -> Bool {
        guard state.count == last.count else { return false }
        last = state
        return true
    }
}
