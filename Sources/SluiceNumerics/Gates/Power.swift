internal import Glibc

/// `base` to the power of `exponent`, without a call for the two exponents that the defaults use.
@usableFromInline
func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 1 { return base }
    if exponent == 0.5 { return base.squareRoot() }
    return pow(base, exponent)
}
