internal import Glibc

/// The standard normal distribution.
///
/// Source: Phi(x) = erfc(-x / sqrt 2) / 2 (Abramowitz and Stegun 7.1.22). Worked number: Phi(1.96) = 0.9750021048517795.
public enum NormalDistribution {
    /// The probability of a value at or below `x`, to about 1e-15; NaN stays NaN.
    public static func cumulative(_ x: Double) -> Double { 0.5 * erfc(-x * 0.5.squareRoot()) }

    /// The density at `x`; NaN stays NaN.
    public static func density(_ x: Double) -> Double { exp(-0.5 * x * x) / (2 * Double.pi).squareRoot() }

    /// The natural logarithm of `cumulative`, finite where that has long become zero.
    public static func logCumulative(_ x: Double) -> Double {
        if x > -30 { return log(cumulative(x)) }
        // The asymptotic series of the upper tail, A and S 26.2.12, cut where it is far below rounding.
        let inverse = 1 / (x * x)
        let series = 1 - inverse * (1 - 3 * inverse * (1 - 5 * inverse * (1 - 7 * inverse)))
        return -0.5 * x * x - log(-x) - 0.5 * log(2 * Double.pi) + log(series)
    }
}
