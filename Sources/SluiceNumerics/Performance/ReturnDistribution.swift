internal import Glibc

/// How the returns of equal periods are spread: shape, tails, and what the worst of them cost.
///
/// Everything is a fraction of a period, nothing is annualised. Worked number: the returns 1%, -2%, 3%, -1%, 2% have skew
/// -0.235514, excess kurtosis -1.963223, omega 2, tail ratio 1.555556, value at risk -1.8%, expected shortfall -2%.
public struct ReturnDistribution: Equatable, Sendable {
    /// How many returns there are.
    public let count: Int
    /// The mean; NaN without a return.
    public let mean: Double
    /// The standard deviation with n - 1; NaN with less than two returns.
    public let deviation: Double
    /// The third standardised moment, corrected for the size of the sample (G1 of Joanes and Gill 1998); NaN with less than
    /// three returns or no deviation.
    public let skew: Double
    /// The fourth standardised moment less 3, corrected (G2 of Joanes and Gill 1998); NaN with less than four returns or no
    /// deviation.
    public let excessKurtosis: Double
    /// The largest return; NaN without one.
    public let best: Double
    /// The smallest return; NaN without one.
    public let worst: Double
    /// The share of returns above zero; NaN without a return.
    public let positiveShare: Double
    /// The 95% quantile for the magnitude of the 5% quantile; NaN where the latter is zero.
    public let tailRatio: Double
    /// The sum of gains for the sum of losses (Keating and Shadwick 2002 with a threshold of zero); NaN without a loss.
    public let omega: Double
    /// The 5% quantile of the returns themselves (historical value at risk), below zero where it is a loss.
    public let valueAtRisk: Double
    /// The mean of the worst 5% of the returns (expected shortfall), below zero where it is a loss.
    public let expectedShortfall: Double

    /// Walks the returns a few times and sorts a copy; a return that is not finite makes mean and deviation NaN.
    public init(_ returns: Span<Double>) {
        let moments = SampleMoments(returns)
        let sorted = SortedSample(returns)
        (count, mean, deviation) = (returns.count, moments.mean, moments.deviation)
        (best, worst) = (sorted.values.last ?? .nan, sorted.values.first ?? .nan)
        (skew, excessKurtosis) = Self.shape(returns, moments)
        var (gains, losses, positive) = (0.0, 0.0, 0)
        for index in returns.indices {
            let value = returns[index]
            if value > 0 { (gains, positive) = (gains + value, positive + 1) } else { losses -= value }
        }
        positiveShare = returns.isEmpty ? .nan : Double(positive) / Double(returns.count)
        omega = losses > 0 ? gains / losses : .nan
        let low = sorted.quantile(0.05).magnitude
        tailRatio = low > 0 ? sorted.quantile(0.95).magnitude / low : .nan
        (valueAtRisk, expectedShortfall) = (sorted.quantile(0.05), sorted.meanOfSmallest(0.05))
    }

    private static func shape(
        _ returns: Span<Double>, _ moments: SampleMoments
    ) -> (skew: Double, kurtosis: Double) {
        let n = Double(returns.count)
        guard moments.deviation > 0, n >= 3 else { return (.nan, .nan) }
        var (second, third, fourth) = (0.0, 0.0, 0.0)
        for index in returns.indices {
            let square = (returns[index] - moments.mean) * (returns[index] - moments.mean)
            second += square
            third += square * (returns[index] - moments.mean)
            fourth += square * square
        }
        (second, third, fourth) = (second / n, third / n, fourth / n)
        let skew = (n * (n - 1)).squareRoot() / (n - 2) * third / (second * second.squareRoot())
        guard n >= 4 else { return (skew, .nan) }
        let raw = fourth / (second * second) - 3
        return (skew, (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * raw + 6))
    }
}
