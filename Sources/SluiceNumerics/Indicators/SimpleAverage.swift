/// The mean of the last `period` values of many series.
///
/// Absent until there are so many; a value that is not finite leaves no trace. See `RollingMoments` for how the sum is
/// kept true. Worked number: over 3, the values 1, 2, 3, 7 give NaN, NaN, 2, 4.
public struct SimpleAverage: Sendable {
    private var moments: RollingMoments

    /// Refuses less than one series or value.
    public init(series: Int, period: Int) throws(InvalidParameter) {
        moments = try RollingMoments(series: series, window: period)
    }

    /// How many values are averaged.
    public var period: Int { moments.window }

    /// Takes the next value of a series and returns its average; NaN in the warm-up.
    @discardableResult
    public mutating func push(_ value: Double, series index: Int) -> Double {
        moments.push(value, series: index)
        return average(index)
    }

    /// The average of a series; NaN in the warm-up.
    public func average(_ index: Int) -> Double {
        moments.count(index) == moments.window ? moments.mean(index) : .nan
    }

    /// How many numbers `state` has.
    public var stateCount: Int { moments.stateCount }

    /// Everything that has to survive a restart.
    public var state: [Double] { moments.state }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool { moments.restore(state) }
}
