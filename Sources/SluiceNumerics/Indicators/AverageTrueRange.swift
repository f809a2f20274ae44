/// Wilder's average true range of many series, in units of the price.
///
/// Wilder's average of the true ranges from the second bar on, so it needs `period` + 1 bars. A bar that is not whole
/// leaves no trace; the next range then spans the gap. Source: Wilder 1978. Worked number: over 2, the bars (high, low,
/// close) 10 9 9.5, 11 10 10.5, 12 9 9.5 have true ranges 1.5 and 3, and average 2.25.
public struct AverageTrueRange: Sendable {
    /// How many ranges the average stands for.
    public let period: Int
    private var ranges: ExponentialAverage
    private var closes: [Double]

    /// Refuses less than one series or bar.
    public init(series: Int, period: Int = 14) throws(InvalidParameter) {
        ranges = try ExponentialAverage(series: series, wilder: period)
        closes = [Double](repeating: .nan, count: series)
        self.period = period
    }

    /// Takes the next bar of a series and returns its average true range; NaN in the warm-up.
    @discardableResult
    public mutating func push(high: Double, low: Double, close: Double, series index: Int) -> Double {
        if TrueRange.isUsable(high: high, low: low, close: close) {
            let before = closes[index]
            if !before.isNaN {
                ranges.push(TrueRange.of(high: high, low: low, previousClose: before), series: index)
            }
            closes[index] = close
        }
        return value(index)
    }

    /// The average true range of a series; NaN in the warm-up.
    public func value(_ index: Int) -> Double { ranges.average(index) }

    /// How many numbers `state` has.
    public var stateCount: Int { ranges.stateCount + closes.count }

    /// Everything that has to survive a restart.
    public var state: [Double] { ranges.state + closes }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard let parts = state.parts(ranges.stateCount, closes.count), ranges.restore(parts[0]) else {
            return false
        }
        closes = parts[1]
        return true
    }
}
