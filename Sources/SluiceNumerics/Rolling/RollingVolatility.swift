/// The volatility of many price series: the standard deviation of their last returns, bar over bar.
///
/// Returns are close / close before - 1; the deviation is the sample's (n - 1). An absent or non-positive close is
/// passed over: the next return then spans the gap. Worked number: closes 100, 101, 100, 102 have returns 1%,
/// -0.990099%, 2%, and volatility 1.522125%.
public struct RollingVolatility: Sendable {
    /// How many returns there must be before there is a volatility.
    public let minimum: Int
    let series: Int
    var returns: RollingMoments
    /// The last close of each series; NaN before the first.
    var closes: [Double]
    /// Room to work in; nothing is kept there.
    var scratch: [Double] = []

    /// Refuses a `minimum` outside 2 to `window`, both counted in returns.
    public init(series: Int, window: Int = 20, minimum: Int = 20) throws(InvalidParameter) {
        self.series = series
        returns = try RollingMoments(series: series, window: window)
        try require("minimum", minimum, in: 2...Swift.max(window, 2))
        try require("window", window, in: minimum...1_000_000)
        self.minimum = minimum
        closes = [Double](repeating: .nan, count: series)
    }

    /// Takes the close of the next bar of a series and returns its volatility a bar, a fraction; NaN in the warm-up.
    @discardableResult
    public mutating func push(_ close: Double, series index: Int) -> Double {
        if close.isFinite, close > 0 {
            if !closes[index].isNaN { returns.push(close / closes[index] - 1, series: index) }
            closes[index] = close
        }
        return volatility(index)
    }

    /// Takes many bars of one series one after the other, and writes the volatility as of each.
    ///
    /// Bar, its presence and the result lie `step` numbers behind those of the bar before. Where `present` is not 1 there
    /// is no bar, and `last`, or what was written before, is written again.
    public mutating func push(
        _ closes: UnsafePointer<Double>, present: UnsafePointer<Double>, count: Int, step: Int,
        series index: Int, last: Double, into volatilities: UnsafeMutablePointer<Double>
    ) {
        var (close, shown) = (self.closes[index], last)
        let minimum = minimum
        returns.withLane(index) { lane in
            var (place, left) = (0, count)
            while left > 0, !lane.isFull || count < Self.many {
                if present[place] == 1 {
                    if let next = Self.price(closes[place]) {
                        if !close.isNaN { lane.push(next / close - 1) }
                        close = next
                    }
                    shown = lane.count >= minimum ? lane.deviation : .nan
                }
                volatilities[place] = shown
                (place, left) = (place &+ step, left &- 1)
            }
            guard left > 0 else { return }
            lane.whileFull { lane in
                for _ in 0..<left {
                    if present[place] == 1 {
                        if let next = Self.price(closes[place]) {
                            lane.push(next / close - 1)
                            close = next
                        }
                        shown = lane.deviation
                    }
                    volatilities[place] = shown
                    place &+= step
                }
            }
        }
        self.closes[index] = close
    }

    // For fewer bars than this it is not worth while to look at the window as a full one.
    private static let many = 8

    /// A close that counts.
    @inline(__always)
    private static func price(_ close: Double) -> Double? {
        close > 0 && close <= .greatestFiniteMagnitude ? close : nil
    }

    /// The volatility of a series as of its last bar, a fraction a bar; NaN in the warm-up.
    public func volatility(_ index: Int) -> Double {
        returns.count(index) >= minimum ? returns.standardDeviation(index) : .nan
    }

    /// Everything that has to survive a restart.
    public var state: [Double] { closes + returns.state }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count >= closes.count, returns.restore(Array(state[closes.count...])) else {
            return false
        }
        closes = Array(state[..<closes.count])
        return true
    }
}
