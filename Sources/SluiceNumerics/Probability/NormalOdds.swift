internal import Glibc

/// How often a bet with a normal return wins, and what it wins and loses on average.
///
/// For a return of mean m and standard deviation s: p = Phi(m / s), mean win = m + s x phi(m / s) / p, mean loss =
/// -m + s x phi(m / s) / (1 - p), phi being the normal density. Source: the mean of a truncated normal distribution
/// (Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1, 13.10.1). Worked number: a mean of 0.1 at a
/// deviation of 1 wins 53.983% of the time, 0.83533 on average, and loses 0.76262.
public struct NormalOdds: Equatable, Sendable {
    /// The probability of a return above zero.
    public let winRate: Double
    /// The mean return where it is above zero.
    public let meanWin: Double
    /// The mean return where it is not, as a positive number.
    public let meanLoss: Double

    /// The odds of a return; all NaN when an input is not finite or the deviation is not above zero.
    public init(mean: Double, deviation: Double) {
        guard mean.isFinite, deviation > 0, deviation.isFinite else {
            (winRate, meanWin, meanLoss) = (.nan, .nan, .nan)
            return
        }
        let z = mean / deviation
        let density = exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
        winRate = NormalDistribution.cumulative(z)
        meanWin = mean + deviation * density / winRate
        meanLoss = -mean + deviation * density / NormalDistribution.cumulative(-z)
    }
}
