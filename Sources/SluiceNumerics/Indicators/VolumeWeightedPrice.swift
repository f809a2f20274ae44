/// The mean price of the last `window` bars of many series, each bar weighted by its volume (VWAP).
///
/// Bars are given as their typical price (high + low + close) / 3, or whatever price stands for them. A bar without a
/// finite price or with a negative or absent volume leaves no trace; `restart` begins a session anew.
/// Worked number: 100 at 10 and 300 at 12 have a mean price of 11.5.
public struct VolumeWeightedPrice: Sendable {
    private var values: RollingMoments
    private var volumes: RollingMoments

    /// Refuses less than one series or bar.
    public init(series: Int, window: Int) throws(InvalidParameter) {
        values = try RollingMoments(series: series, window: window)
        volumes = values
    }

    /// The typical price of a bar: (high + low + close) / 3.
    @inlinable
    public static func typical(high: Double, low: Double, close: Double) -> Double {
        (high + low + close) / 3
    }

    /// Takes the next bar of a series and returns its mean price; NaN while nothing has traded.
    @discardableResult
    public mutating func push(price: Double, volume: Double, series index: Int) -> Double {
        if price.isFinite, volume >= 0, (price * volume).isFinite, volume.isFinite {
            values.push(price * volume, series: index)
            volumes.push(volume, series: index)
        }
        return self.price(index)
    }

    /// The mean price of the window, as far as it goes; NaN while nothing has traded in it.
    public func price(_ index: Int) -> Double {
        let traded = volumes.total(index)
        return traded > 0 ? values.total(index) / traded : .nan
    }

    /// How many bars the window of a series holds.
    public func count(_ index: Int) -> Int { volumes.count(index) }

    /// How many numbers `state` has.
    public var stateCount: Int { 2 * values.stateCount }

    /// Everything that has to survive a restart.
    public var state: [Double] { values.state + volumes.state }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard let parts = state.parts(values.stateCount, volumes.stateCount) else { return false }
        var (traded, sizes) = (values, volumes)
        guard traded.restore(parts[0]), sizes.restore(parts[1]) else { return false }
        (values, volumes) = (traded, sizes)
        return true
    }
}
