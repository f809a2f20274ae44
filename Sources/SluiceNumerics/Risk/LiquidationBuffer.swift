/// How far a leveraged position is from being closed by the venue.
///
/// With a liquidation price the signed distance to it as a fraction of the mark, so that a mark beyond it is negative;
/// else what the equity is above the margin that the leverage asks for, as a fraction of the equity. Worked number: long
/// at a mark of 100 with liquidation at 90 the buffer is 0.1; equity 100, notional 300 at a leverage of 5: 0.4.
public struct LiquidationBuffer: Equatable, Sendable {
    /// Below this buffer a position may only be reduced.
    public let minimum: Double
    /// The largest notional for each unit of equity.
    public let maxLeverage: Double

    /// Refuses a minimum outside 0 to 1 and a leverage that is not above zero.
    public init(minimum: Double = 0.1, maxLeverage: Double = 5) throws(InvalidParameter) {
        try require("minimum", minimum, in: 0...1)
        try require(positive: "maxLeverage", maxLeverage)
        (self.minimum, self.maxLeverage) = (minimum, maxLeverage)
    }

    /// The buffer by the liquidation price; `side` is 1 for long and -1 for short, NaN for a mark that is not above zero.
    public func buffer(mark: Double, liquidation: Double, side: Double) -> Double {
        mark > 0 && mark.isFinite ? side * (mark - liquidation) / mark : .nan
    }

    /// The buffer by the margin; 0 for an equity that is not above zero or not known.
    public func buffer(equity: Double, notional: Double) -> Double {
        equity > 0 && equity.isFinite ? (equity - notional.magnitude / maxLeverage) / equity : 0
    }

    /// Whether a position may only be reduced: the buffer is below the minimum, or absent.
    public func isReduceOnly(_ buffer: Double) -> Bool { !(buffer >= minimum) }
}
