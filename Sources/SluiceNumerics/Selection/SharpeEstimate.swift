internal import Glibc

/// A Sharpe ratio as an estimate: how sure one can be of it, from as many returns with such a shape.
///
/// The ratio is that of one period, not annualised. Its standard error is sqrt((1 - skew SR + (kurtosis - 1) / 4 SR^2)
/// / (n - 1)); the normal distribution has kurtosis 3. Source: Bailey and Lopez de Prado 2012, The Sharpe ratio efficient
/// frontier. Worked number of the paper: 24 monthly returns with ratio 0.458, skew -2.448 and kurtosis 10.164 are above
/// zero with probability 0.913, where normal returns would have made it 0.982.
public struct SharpeEstimate: Equatable, Sendable {
    /// How many returns there are.
    public let count: Int
    /// Mean over sample deviation (n - 1) of one period; NaN with less than two returns, no deviation, or a return that is
    /// not finite.
    public let ratio: Double
    /// The third standardised moment of the sample, not corrected for its size; NaN as the ratio.
    public let skew: Double
    /// The fourth standardised moment of the sample, not corrected for its size, 3 for the normal distribution; NaN as the
    /// ratio.
    public let kurtosis: Double

    /// Walks the returns of equal periods three times.
    public init(_ returns: Span<Double>) {
        let moments = SampleMoments(returns)
        count = returns.count
        guard moments.deviation > 0 else {
            (ratio, skew, kurtosis) = (.nan, .nan, .nan)
            return
        }
        ratio = moments.mean / moments.deviation
        var (second, third, fourth) = (0.0, 0.0, 0.0)
        for index in returns.indices {
            let difference = (returns[index] - moments.mean) / moments.deviation
            let square = difference * difference
            second += square
            third += square * difference
            fourth += square * square
        }
        let n = Double(returns.count)
        (second, third, fourth) = (second / n, third / n, fourth / n)
        skew = third / (second * second.squareRoot())
        kurtosis = fourth / (second * second)
    }

    /// Takes an estimate that was made elsewhere; `ratio` is that of one period.
    public init(ratio: Double, count: Int, skew: Double = 0, kurtosis: Double = 3) {
        (self.ratio, self.count, self.skew, self.kurtosis) = (ratio, count, skew, kurtosis)
    }

    /// The variance of the ratio times n - 1; NaN where the shape leaves none, as with returns of two values only.
    private var spread: Double {
        let spread = 1 - skew * ratio + (kurtosis - 1) / 4 * ratio * ratio
        return spread > 1e-12 && spread.isFinite ? spread : .nan
    }

    /// The standard error of the ratio; NaN with less than two returns.
    public var standardError: Double { count > 1 ? (spread / Double(count - 1)).squareRoot() : .nan }

    /// The probability that the true ratio is above another (the probabilistic Sharpe ratio); NaN where there is no ratio.
    ///
    /// `other` is a ratio of one period as well.
    public func probability(above other: Double = 0) -> Double {
        NormalDistribution.cumulative((ratio - other) / standardError)
    }

    /// How many returns of this ratio and shape it takes to be sure that the true ratio is above another (the minimum track
    /// record length): 1 + (n - 1) error^2 (z / (SR - other))^2.
    ///
    /// Infinite when the ratio is not above `other`; NaN where there is no ratio, or for a confidence that is not from 0.5
    /// up to but not including 1. Worked numbers of the paper: an annual ratio of 2 above 1 with 95% takes 3.24 years of
    /// months with normal returns, and 4.99 with skew -0.72 and kurtosis 5.78.
    public func minimumLength(above other: Double = 0, confidence: Double = 0.95) -> Double {
        guard (0.5..<1).contains(confidence), !spread.isNaN, !other.isNaN else { return .nan }
        guard ratio > other else { return .infinity }
        let steps = NormalDistribution.quantile(confidence) / (ratio - other)
        return 1 + spread * steps * steps
    }
}
