import Glibc

/// The factor of Marsaglia's polar method for a point within the unit circle.
func polarFactor(_ square: Double) -> Double { (-2 * log(square) / square).squareRoot() }
