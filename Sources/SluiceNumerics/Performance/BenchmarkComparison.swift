internal import Glibc

/// What an account did beside a benchmark, from the returns of the same periods.
///
/// A pair of which one is not finite is left out. Worked number: returns of 1%, -2%, 3% beside 2%, -1%, 1% with 252 periods
/// a year: beta 1.214286, correlation 0.737043, alpha -30.250322%, tracking error 27.495454%, captures 3.477082 and 1.079620.
public struct BenchmarkComparison: Equatable, Sendable {
    /// How many pairs of returns there are.
    public let count: Int
    /// cov(r, b) / var(b), the benchmark's part in the returns; NaN with less than two pairs, or where it does not move.
    public let beta: Double
    /// (1 + mean(r - beta b))^periods - 1, what a year brought beside the benchmark's part.
    ///
    /// Source: Jensen 1968, compounded as
    /// in empyrical.
    public let alpha: Double
    /// cov(r, b) / (s(r) s(b)); NaN where one of the two does not move.
    public let correlation: Double
    /// s(r - b) x sqrt(periods), with n - 1: how far a year goes from the benchmark.
    ///
    /// Source: Grinold and Kahn 2000.
    public let trackingError: Double
    /// mean(r - b) / s(r - b) of a period, not of a year, as in empyrical and quantstats; NaN without a deviation.
    public let informationRatio: Double
    /// The return of a year over the periods in which the benchmark rose, for each unit of the benchmark's; NaN without one.
    public let upCapture: Double
    /// The same over the periods in which it fell.
    public let downCapture: Double

    /// Walks both; as many of each are looked at as the shorter one has.
    ///
    /// Allocates three arrays of that length.
    public init(_ returns: Span<Double>, _ benchmark: Span<Double>, periodsPerYear: Double) {
        var (own, other, apart): ([Double], [Double], [Double]) = ([], [], [])
        for index in 0..<Swift.min(returns.count, benchmark.count) {
            guard returns[index].isFinite, benchmark[index].isFinite else { continue }
            own.append(returns[index])
            other.append(benchmark[index])
            apart.append(returns[index] - benchmark[index])
        }
        count = own.count
        let (mine, theirs) = (SampleMoments(own.span), SampleMoments(other.span))
        var products = 0.0
        for (first, second) in zip(own, other) { products += (first - mine.mean) * (second - theirs.mean) }
        let covariance = own.count > 1 ? products / Double(own.count - 1) : .nan
        beta = theirs.deviation > 0 ? covariance / (theirs.deviation * theirs.deviation) : .nan
        correlation =
            theirs.deviation > 0 && mine.deviation > 0
            ? covariance / (mine.deviation * theirs.deviation) : .nan
        alpha = Self.annual(growth: 1 + mine.mean - beta * theirs.mean, periods: 1, of: periodsPerYear)
        let difference = SampleMoments(apart.span)
        trackingError = difference.deviation * periodsPerYear.squareRoot()
        informationRatio = difference.deviation > 0 ? difference.mean / difference.deviation : .nan
        upCapture = Self.capture(own, other, of: periodsPerYear) { $0 > 0 }
        downCapture = Self.capture(own, other, of: periodsPerYear) { $0 < 0 }
    }

    private static func capture(
        _ own: [Double], _ other: [Double], of year: Double, _ isMeant: (Double) -> Bool
    ) -> Double {
        var (mine, theirs, count) = (1.0, 1.0, 0.0)
        for (first, second) in zip(own, other) where isMeant(second) {
            (mine, theirs, count) = (mine * (1 + first), theirs * (1 + second), count + 1)
        }
        guard count > 0 else { return .nan }
        let below = annual(growth: theirs, periods: count, of: year)
        return below == 0 ? .nan : annual(growth: mine, periods: count, of: year) / below
    }

    /// The return of a year that grew so much in some periods; -1 when nothing is left.
    private static func annual(growth: Double, periods: Double, of year: Double) -> Double {
        guard !growth.isNaN else { return .nan }
        return growth > 0 ? pow(growth, year / periods) - 1 : -1
    }
}
