internal import Glibc

/// The realised volatility of many price series: the root of the sum of the squared log returns of the last bars.
///
/// sqrt(sum of ln(C / C before)^2) over the last `returns` returns, a fraction over their whole length: `minutes` is
/// `returns` x the bar's minutes. An absent or non-positive price leaves no trace; the next return then spans the gap.
/// Source: Andersen, Bollerslev, Diebold, Labys, Econometrica 71, 2003. Worked number: closes 100, 101, 100 have realised
/// volatility sqrt(2) x ln(1.01) = 0.014072.
public struct RealisedVolatility: Sendable {
    /// How many returns are summed.
    public let returns: Int
    /// The length of all of them in minutes of trading: the period of the volatility.
    public let minutes: Double
    private var squares: RollingMoments
    private var closes: [Double]

    /// Refuses less than one series or return, and a bar whose length is not above zero.
    public init(series: Int, returns: Int, barMinutes: Double) throws(InvalidParameter) {
        try require(positive: "barMinutes", barMinutes)
        squares = try RollingMoments(series: series, window: returns)
        closes = [Double](repeating: .nan, count: series)
        (self.returns, minutes) = (returns, Double(returns) * barMinutes)
    }

    /// Takes the close of the next bar of a series and returns its volatility; NaN in the warm-up.
    @discardableResult
    public mutating func push(_ close: Double, series index: Int) -> Double {
        if close.isFinite, close > 0 {
            let change = log(close / closes[index])
            squares.push(change * change, series: index)
            closes[index] = close
        }
        return volatility(index)
    }

    /// The volatility of a series, a fraction over `minutes`; NaN in the warm-up.
    public func volatility(_ index: Int) -> Double {
        guard squares.count(index) == returns else { return .nan }
        return Swift.max(squares.total(index), 0).squareRoot()
    }

    /// How many numbers `state` has.
    public var stateCount: Int { squares.stateCount + closes.count }

    /// Everything that has to survive a restart.
    public var state: [Double] { squares.state + closes }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard let parts = state.parts(squares.stateCount, closes.count), squares.restore(parts[0]) else {
            return false
        }
        closes = parts[1]
        return true
    }
}
