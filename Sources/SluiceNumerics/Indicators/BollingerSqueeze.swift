/// How narrow Bollinger's bands of many series are, against their own widths of the last bars.
///
/// (highest - width) / (highest - lowest) over the widths of the last `lookback` bars, the present one included: 1 when
/// the bands are as narrow as they were in that time, 0 when as wide, 0.5 when they never changed.
/// Worked number: widths 0.04, 0.01, 0.02 leave a squeeze of 0.6667.
public struct BollingerSqueeze: Sendable {
    private var bands: BollingerBands
    private var widths: WindowExtremes

    /// Refuses what `BollingerBands` does, and a lookback below 2.
    public init(
        series: Int, period: Int = 20, deviations: Double = 2, lookback: Int = 100
    ) throws(InvalidParameter) {
        try require("lookback", lookback, in: 2...1_000_000)
        bands = try BollingerBands(series: series, period: period, deviations: deviations)
        widths = try WindowExtremes(series: series, window: lookback)
    }

    /// Takes the next value of a series and returns its squeeze; NaN in the warm-up.
    @discardableResult
    public mutating func push(_ value: Double, series index: Int) -> Double {
        if value.isFinite {
            bands.push(value, series: index)
            widths.push(bands.width(index), series: index)
        }
        return squeeze(index)
    }

    /// The squeeze of a series; NaN until there are `lookback` widths.
    public func squeeze(_ index: Int) -> Double {
        guard widths.count(index) == widths.window else { return .nan }
        return Self.squeeze(
            bands.width(index), lowest: widths.lowest(index), highest: widths.highest(index))
    }

    static func squeeze(_ width: Double, lowest: Double, highest: Double) -> Double {
        highest == lowest ? 0.5 : (highest - width) / (highest - lowest)
    }

    /// How many numbers `state` has.
    public var stateCount: Int { bands.stateCount + widths.stateCount }

    /// Everything that has to survive a restart.
    public var state: [Double] { bands.state + widths.state }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard let parts = state.parts(bands.stateCount, widths.stateCount) else { return false }
        var (lines, extremes) = (bands, widths)
        guard lines.restore(parts[0]), extremes.restore(parts[1]) else { return false }
        (bands, widths) = (lines, extremes)
        return true
    }
}
