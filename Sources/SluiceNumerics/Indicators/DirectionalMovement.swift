/// Wilder's directional movement of many series: ADX, +DI and -DI, each 0 to 100.
///
/// +DM is the rise of the high when it is above zero and above the fall of the low, -DM the reverse. With Wilder's
/// averages T, P and M of the true range, +DM and -DM over `period` changes, +DI = 100 P / T, -DI = 100 M / T. From the
/// change after these, DX = 100 |P - M| / (P + M), 0 when nothing moved; ADX is Wilder's average of DX. The directions need
/// `period` + 1 bars, ADX twice the period and one. A bar that is not whole leaves no trace.
/// Source: Wilder 1978. Worked number: over 2, the bars (high, low, close) 10 9 9.5, 11 10 10.5, 10.5 9.5 10, 12 10 11.5,
/// 12 9.5 10.5 end with +DI 24.24, -DI 15.15 and ADX (77.78 + 23.08) / 2 = 50.43.
public struct DirectionalMovement: Sendable {
    /// How many changes an average stands for.
    public let period: Int
    private var ranges: ExponentialAverage
    private var rises: ExponentialAverage
    private var falls: ExponentialAverage
    private var indices: ExponentialAverage
    // High, low and close of each series' last bar: one kind after the other.
    private var bars: [Double]

    /// Refuses less than one series or bar.
    public init(series: Int, period: Int = 14) throws(InvalidParameter) {
        ranges = try ExponentialAverage(series: series, wilder: period)
        (rises, falls, indices) = (ranges, ranges, ranges)
        bars = [Double](repeating: .nan, count: 3 * series)
        self.period = period
    }

    /// Takes the next bar of a series and returns its ADX; NaN in the warm-up.
    @discardableResult
    public mutating func push(high: Double, low: Double, close: Double, series index: Int) -> Double {
        guard TrueRange.isUsable(high: high, low: low, close: close) else { return adx(index) }
        let series = bars.count / 3
        let before = (high: bars[index], low: bars[series + index], close: bars[2 * series + index])
        (bars[index], bars[series + index], bars[2 * series + index]) = (high, low, close)
        guard !before.close.isNaN else { return .nan }
        let isLater = !ranges.average(index).isNaN
        let (rise, fall) = (high - before.high, before.low - low)
        ranges.push(TrueRange.of(high: high, low: low, previousClose: before.close), series: index)
        rises.push(FeatureFormula.movement(up: rise, down: fall), series: index)
        falls.push(FeatureFormula.movement(up: fall, down: rise), series: index)
        if isLater {
            indices.push(FeatureFormula.directionIndex(plusDI(index), minusDI(index)), series: index)
        }
        return adx(index)
    }

    /// How strong the trend of a series is, up or down; NaN in the warm-up.
    public func adx(_ index: Int) -> Double { indices.average(index) }

    /// How much of the range of a series were rises; NaN in the warm-up.
    public func plusDI(_ index: Int) -> Double { share(rises.average(index), index) }

    /// How much of the range of a series were falls; NaN in the warm-up.
    public func minusDI(_ index: Int) -> Double { share(falls.average(index), index) }

    private func share(_ movement: Double, _ index: Int) -> Double {
        FeatureFormula.share(movement, of: ranges.average(index))
    }

    /// How many numbers `state` has.
    public var stateCount: Int { 4 * ranges.stateCount + bars.count }

    /// Everything that has to survive a restart.
    public var state: [Double] { ranges.state + rises.state + falls.state + indices.state + bars }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        let length = ranges.stateCount
        guard let parts = state.parts(length, length, length, length, bars.count) else { return false }
        var next = self
        guard next.ranges.restore(parts[0]), next.rises.restore(parts[1]), next.falls.restore(parts[2]),
            next.indices.restore(parts[3])
        else { return false }
        next.bars = parts[4]
        self = next
        return true
    }
}
