/// Bollinger's bands of many series: the mean of the last `period` values, and some deviations to both sides.
///
/// A value that is not finite leaves no trace. Source: Bollinger, Bollinger on Bollinger Bands, 2001 (population
/// deviation, `lost` 0). Worked number: over 3 with 2 sample deviations (`lost` 1), the values 1, 2, 3 have bands 0, 2 and 4,
/// position 0.75 and width 2.
public struct BollingerBands: Sendable {
    /// How many deviations the bands are from the mean.
    public let deviations: Double
    /// What the deviation's denominator is less than the number of values: 0 for the population, 1 for a sample.
    public let lost: Int
    private var moments: RollingMoments
    private var last: [Double]

    /// Refuses a period below 2, deviations that are not above zero, and a `lost` other than 0 or 1.
    public init(
        series: Int, period: Int = 20, deviations: Double = 2, lost: Int = 0
    ) throws(InvalidParameter) {
        try require("period", period, in: 2...1_000_000)
        try require(positive: "deviations", deviations)
        try require("lost", lost, in: 0...1)
        moments = try RollingMoments(series: series, window: period)
        last = [Double](repeating: .nan, count: series)
        (self.deviations, self.lost) = (deviations, lost)
    }

    /// Takes the next value of a series.
    public mutating func push(_ value: Double, series index: Int) {
        if moments.push(value, series: index) { last[index] = value }
    }

    /// The mean; NaN in the warm-up.
    public func middle(_ index: Int) -> Double {
        moments.count(index) == moments.window ? moments.mean(index) : .nan
    }

    /// The upper band; NaN in the warm-up.
    public func upper(_ index: Int) -> Double { middle(index) + half(index) }

    /// The lower band; NaN in the warm-up.
    public func lower(_ index: Int) -> Double { middle(index) - half(index) }

    /// Where the last value stands: 0 at the lower band, 1 at the upper, 0.5 when they are one; NaN in the warm-up.
    public func position(_ index: Int) -> Double {
        let (middle, half) = (middle(index), half(index))
        return half == 0 ? 0.5 : (last[index] - (middle - half)) / (2 * half)
    }

    /// The distance of the bands as a part of the mean; NaN in the warm-up.
    public func width(_ index: Int) -> Double { 2 * half(index) / middle(index) }

    private func half(_ index: Int) -> Double {
        guard moments.count(index) == moments.window else { return .nan }
        return deviations * moments.standardDeviation(index, lost: lost)
    }

    /// How many numbers `state` has.
    public var stateCount: Int { moments.stateCount + last.count }

    /// Everything that has to survive a restart.
    public var state: [Double] { moments.state + last }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard let parts = state.parts(moments.stateCount, last.count), moments.restore(parts[0]) else {
            return false
        }
        last = parts[1]
        return true
    }
}
