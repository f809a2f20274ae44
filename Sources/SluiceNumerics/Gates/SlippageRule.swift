/// What an order is expected to lose on its way through the best level of a book, and how much of it fits there.
///
/// expected = spread + 10,000 x (notional / depth) / 2 bps: the spread, and half the depth that the order eats. An
/// empty level counts as 1, so that nothing passes. Worked number: spread 41.5, 1,941 of a depth of 1,630,750:
/// 41.5 + 5.9512 = 47.4512 bps.
public struct SlippageRule: Equatable, Sendable {
    /// What an order may be expected to lose, basis points.
    public let maxSlippageBps: Double

    /// Refuses a limit that is negative or not finite.
    public init(maxSlippageBps: Double = 50) throws(InvalidParameter) {
        try require(nonNegative: "maxSlippageBps", maxSlippageBps)
        self.maxSlippageBps = maxSlippageBps
    }

    /// What an order is expected to lose, basis points; NaN when anything is unknown.
    @inlinable
    public static func expectedBps(spreadBps: Double, notional: Double, depth: Double) -> Double {
        spreadBps + 10_000 * (notional / (depth == 0 ? 1 : depth)) / 2
    }

    /// Whether it may lose so much; what is unknown may not.
    @inlinable
    public func allows(_ expectedBps: Double) -> Bool {
        !expectedBps.isNaN && !exceeds(expectedBps, maxSlippageBps)
    }
}

/// The largest order that a depth is thought to take: depth x (1 - buffer) x limit / 10,000.
///
/// Worked number: a depth of 1,125 with a buffer of 20% and 50 bps takes 1,125 x 0.8 x 0.005 = 4.5.
public struct DepthCap: Equatable, Sendable {
    /// The part of the depth that is left alone, 0 to 1.
    public let buffer: Double
    /// The part of the rest that an order may take, basis points.
    public let capBps: Double

    /// Refuses a buffer outside 0 to 1 and a cap that is negative or not finite.
    public init(buffer: Double = 0.2, capBps: Double = 50) throws(InvalidParameter) {
        try require("buffer", buffer, in: 0...1)
        try require(nonNegative: "capBps", capBps)
        (self.buffer, self.capBps) = (buffer, capBps)
    }

    /// The largest quantity; 0 without depth, NaN when the depth is unknown.
    @inlinable
    public func largest(of depth: Double) -> Double { depth * (1 - buffer) * capBps / 10_000 }

    /// Whether a quantity fits; never without a depth.
    @inlinable
    public func allows(_ quantity: Double, depth: Double) -> Bool {
        depth > 0 && quantity >= 0 && !exceeds(quantity, largest(of: depth))
    }
}
