/// How near forecasts came to what was realised: 1 / (1 + root of the mean squared error).
///
/// The error is in the unit of forecast and outcome, which must be the same. With too few pairs `warmUp` stands in.
/// Worked number: errors 0.3, 0 and -0.6 have a root mean square of 0.3872983 and a stability of 0.7208255.
public struct Stability: Equatable, Sendable {
    /// How many pairs there must be.
    public let minimum: Int
    /// The stability as long as there are fewer.
    public let warmUp: Double

    /// Refuses a minimum below 1 and a warm-up value outside 0 to 1.
    public init(minimum: Int = 3, warmUp: Double = 0.5) throws(InvalidParameter) {
        try require("minimum", minimum, in: 1...1_000_000)
        try require("warmUp", warmUp, in: 0...1)
        (self.minimum, self.warmUp) = (minimum, warmUp)
    }

    /// The stability of some pairs, from their mean squared error.
    @inlinable
    public func value(meanSquare: Double, count: Int) -> Double {
        count < minimum || meanSquare.isNaN ? warmUp : 1 / (1 + Swift.max(meanSquare, 0).squareRoot())
    }
}
