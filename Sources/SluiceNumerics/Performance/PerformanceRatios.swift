/// What an account earned for its risk, from the returns of equal periods.
///
/// Worked number: the returns 1%, -2%, 3% have mean 0.666667%, sample deviation 2.516611% and shortfall 1.154701%; with
/// 252 periods a year and no risk-free rate the Sharpe ratio is 4.205260 and the Sortino ratio 9.165151.
public struct PerformanceRatios: Equatable, Sendable {
    /// How many periods a year has.
    public let periodsPerYear: Double
    /// What money earns without risk, a fraction a year.
    public let riskFree: Double

    /// Refuses periods that are not above zero and a rate that is not finite.
    public init(periodsPerYear: Double = 252, riskFree: Double = 0) throws(InvalidParameter) {
        try require(positive: "periodsPerYear", periodsPerYear)
        try require("riskFree", riskFree, in: -1...10)
        (self.periodsPerYear, self.riskFree) = (periodsPerYear, riskFree)
    }

    private var riskFreePeriod: Double { riskFree / periodsPerYear }
    private var annual: Double { periodsPerYear.squareRoot() }

    /// (mean - risk-free) / sample deviation x sqrt(periods a year); NaN with less than two returns or no deviation.
    ///
    /// Source: Sharpe 1994.
    public func sharpe(_ returns: Span<Double>) -> Double {
        let moments = SampleMoments(returns)
        guard moments.deviation > 0 else { return .nan }
        return (moments.mean - riskFreePeriod) / moments.deviation * annual
    }

    /// (mean - risk-free) / shortfall x sqrt(periods a year); NaN without a return, or when none falls short.
    ///
    /// The shortfall is the root of the mean square below the risk-free rate, over all periods. Source: Sortino and
    /// van der Meer 1991.
    public func sortino(_ returns: Span<Double>) -> Double {
        guard !returns.isEmpty else { return .nan }
        var square = 0.0
        for index in returns.indices {
            let below = Swift.min(returns[index] - riskFreePeriod, 0)
            square += below * below
        }
        guard square > 0 else { return .nan }
        let shortfall = (square / Double(returns.count)).squareRoot()
        return (SampleMoments(returns).mean - riskFreePeriod) / shortfall * annual
    }
}
