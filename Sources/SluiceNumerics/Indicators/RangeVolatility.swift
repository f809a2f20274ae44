internal import Glibc

/// The volatility of many series from the ranges of their bars, a fraction a bar.
///
/// The square root of the mean of the last `window` bars' variances. Parkinson: ln(H/L)^2 / (4 ln 2). Garman and Klass:
/// ln(H/L)^2 / 2 - (2 ln 2 - 1) ln(C/O)^2. Both take it that price drifts nowhere and trades without a break inside a bar; what
/// happens between bars is not in them. A bar that is not whole, not above zero, or whose open or close is outside its
/// range leaves no trace.
/// Source: Parkinson, Journal of Business 53, 1980; Garman, Klass, same volume. Worked number: a bar from open 100 over 102
/// and 99 to 101 has Parkinson 0.017928 and Garman-Klass 0.020183.
public struct RangeVolatility: Sendable {
    /// Which prices of a bar are used.
    public enum Estimator: Sendable, CaseIterable {
        case parkinson
        case garmanKlass

        /// The variance of one bar; NaN when the bar does not allow one.
        public func variance(open: Double, high: Double, low: Double, close: Double) -> Double {
            guard low > 0, high.isFinite, open >= low, close >= low, high >= open, high >= close else {
                return .nan
            }
            let range = log(high / low)
            guard self == .garmanKlass else { return range * range / (4 * log(2)) }
            let body = log(close / open)
            return range * range / 2 - (2 * log(2) - 1) * (body * body)
        }
    }

    /// Which prices of a bar are used.
    public let estimator: Estimator
    /// The length of a bar in minutes of trading: the period of the volatility.
    public let minutes: Double
    /// How many bars there must be before there is a volatility.
    public let minimum: Int
    private var variances: RollingMoments

    /// Refuses a `minimum` outside 1 to `window`, and a bar whose length is not above zero.
    public init(
        _ estimator: Estimator, series: Int, window: Int = 20, minimum: Int = 20, minutes: Double
    ) throws(InvalidParameter) {
        try require(positive: "minutes", minutes)
        try require("window", window, in: 1...1_000_000)
        try require("minimum", minimum, in: 1...window)
        variances = try RollingMoments(series: series, window: window)
        (self.estimator, self.minutes, self.minimum) = (estimator, minutes, minimum)
    }

    /// Takes the next bar of a series and returns its volatility; NaN in the warm-up.
    @discardableResult
    public mutating func push(
        open: Double, high: Double, low: Double, close: Double, series index: Int
    ) -> Double {
        variances.push(estimator.variance(open: open, high: high, low: low, close: close), series: index)
        return volatility(index)
    }

    /// The volatility of a series, a fraction over `minutes`; NaN in the warm-up.
    public func volatility(_ index: Int) -> Double {
        guard variances.count(index) >= minimum else { return .nan }
        return Swift.max(variances.mean(index), 0).squareRoot()
    }

    /// How many numbers `state` has.
    public var stateCount: Int { variances.stateCount }

    /// Everything that has to survive a restart.
    public var state: [Double] { variances.state }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool { variances.restore(state) }
}
