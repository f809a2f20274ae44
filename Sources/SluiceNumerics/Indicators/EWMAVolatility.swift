/// The exponentially weighted volatility of many series of returns, a fraction a return.
///
/// s^2 += weight x (r^2 - s^2), the mean of the returns taken as zero. Begun at zero it is low at the start: after n
/// returns by the factor sqrt(1 - (1 - weight)^n). A return that is not finite leaves no trace.
/// Source: J.P. Morgan, RiskMetrics Technical Document, 1996 (weight 0.06 for daily returns). Worked number: weight 0.5 and
/// returns 0.02, 0.01 give 0.02 and sqrt(0.00025) = 0.015811 begun by the first, 0.014142 and 0.012247 begun at zero.
public struct EWMAVolatility: Sendable {
    /// What the variance begins with.
    public enum Start: Sendable {
        /// The square of the first return.
        case firstReturn
        /// Zero, before the first return.
        case zero
    }

    /// How much of the distance to a new square the variance goes.
    public let weight: Double
    /// The length of a return's period in minutes of trading: the period of the volatility.
    public let minutes: Double
    private let start: Start
    private var squares: ExponentialAverage

    /// Refuses a weight that is not above 0 and at most 1, and a period that is not above zero.
    public init(
        series: Int, weight: Double = 0.06, minutes: Double, start: Start = .firstReturn
    ) throws(InvalidParameter) {
        try require(positive: "minutes", minutes)
        squares = try ExponentialAverage(series: series, weight: weight)
        if start == .zero { for index in 0..<series { squares.push(0, series: index) } }
        (self.weight, self.minutes, self.start) = (weight, minutes, start)
    }

    /// Takes the next return of a series and returns its volatility; NaN, or 0 when begun at zero, before the first.
    @discardableResult
    public mutating func push(_ value: Double, series index: Int) -> Double {
        squares.push(value * value, series: index).squareRoot()
    }

    /// The volatility of a series, a fraction over `minutes`.
    public func volatility(_ index: Int) -> Double { squares.average(index).squareRoot() }

    /// How many numbers `state` has.
    public var stateCount: Int { squares.stateCount }

    /// Everything that has to survive a restart.
    public var state: [Double] { squares.state }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool { squares.restore(state) }
}
