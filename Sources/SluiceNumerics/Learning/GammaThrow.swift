internal import Glibc

/// Throws of the gamma and the Beta distribution.
///
/// Source: Marsaglia and Tsang 2000; a shape below 1 by their power of a uniform throw; normals by Marsaglia's polar
/// method. Worked number: the mean of many throws of Beta(3, 2) is 0.6, their variance 0.04.
public enum GammaThrow {
    /// A throw of the gamma distribution with this shape, above zero, and scale 1.
    public static func gamma<Throws: RandomNumberGenerator>(
        _ shape: Double, using dice: inout Throws
    ) -> Double {
        if shape < 1 {
            let power = pow(Swift.max(unit(&dice), .leastNormalMagnitude), 1 / shape)
            return gamma(shape + 1, using: &dice) * power
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal(&dice)
            let cube = 1 + c * x
            guard cube > 0 else { continue }
            let v = cube * cube * cube
            let u = unit(&dice)
            if u < 1 - 0.0331 * x * x * x * x { return d * v }
            if u > 0, log(u) < 0.5 * x * x + d * (1 - v + log(v)) { return d * v }
        }
    }

    /// A throw of the Beta distribution, 0 to 1; both shapes above zero.
    public static func beta<Throws: RandomNumberGenerator>(
        _ alpha: Double, _ beta: Double, using dice: inout Throws
    ) -> Double {
        let one = gamma(alpha, using: &dice)
        let other = gamma(beta, using: &dice)
        return one + other > 0 ? one / (one + other) : 0.5
    }

    private static func unit<Throws: RandomNumberGenerator>(_ dice: inout Throws) -> Double {
        Double(dice.next() >> 11) * 0x1p-53
    }

    private static func normal<Throws: RandomNumberGenerator>(_ dice: inout Throws) -> Double {
        while true {
            let x = 2 * unit(&dice) - 1
            let y = 2 * unit(&dice) - 1
            let square = x * x + y * y
            if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
        }
    }
}
