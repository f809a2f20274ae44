import Glibc
import SluiceMarket

/// How variance and volume are spread over a session: more at its open and close than between.
///
/// Their density at a part x of the session is (1 - d) + 3d(2x - 1)^2, which has a mean of 1 for every d from 0 to 1. With
/// d = 0.5 it is 2 at the open and the close and 0.5 at noon; the first tenth has 0.172 of the whole.
struct SessionShape {
    let depth: Double

    /// The part of the whole that falls between two parts of the session.
    func weight(from start: Double, to end: Double) -> Double {
        func cube(_ x: Double) -> Double { (2 * x - 1) * (2 * x - 1) * (2 * x - 1) }
        return (1 - depth) * (end - start) + depth / 2 * (cube(end) - cube(start))
    }
}
