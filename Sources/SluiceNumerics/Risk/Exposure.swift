/// How much of an account is at work, as fractions of it.
///
/// Worked number: weights 0.3, -0.1 and 0.2 are 0.6 gross, 0.4 net, 0.5 long, 0.1 short.
public struct Exposure: Equatable, Sendable {
    /// The sum of |weight|; NaN when a weight is absent, and then no limit holds.
    public var gross: Double
    /// The sum of the weights, shorts negative.
    public var net: Double
    /// The sum of the positive weights.
    public var long: Double
    /// The sum of the negative weights, as a positive number.
    public var short: Double
    /// How many weights there are, those of zero included.
    public var count: Int

    /// Adds up a column of weights.
    @inlinable
    public init(of weights: Span<Double>) {
        (gross, net, long, short, count) = (0, 0, 0, 0, 0)
        for index in weights.indices {
            let weight = weights[index]
            gross += weight.magnitude
            net += weight
            if weight > 0 { long += weight }
            if weight < 0 { short -= weight }
            if !weight.isNaN { count += 1 }
        }
    }

    /// The exposure after one weight has changed from `current` to `target`.
    @inlinable
    public func replacing(_ current: Double, with target: Double) -> Exposure {
        var after = self
        after.gross += target.magnitude - current.magnitude
        after.net += target - current
        after.long += Swift.max(target, 0) - Swift.max(current, 0)
        after.short += Swift.max(-target, 0) - Swift.max(-current, 0)
        return after
    }
}

/// How much of an account may be at work.
public struct ExposureLimits: Equatable, Sendable {
    /// The largest |weight| of one instrument.
    public let maxPosition: Double
    /// The largest sum of |weight|.
    public let maxGross: Double
    /// The largest |sum of weights|; infinite when the net is free.
    public let maxNet: Double

    /// Refuses a limit that is negative.
    public init(
        maxPosition: Double = 0.2, maxGross: Double = 1, maxNet: Double = .infinity
    ) throws(InvalidParameter) {
        try require(nonNegative: "maxPosition", maxPosition)
        try require(nonNegative: "maxGross", maxGross)
        try require("maxNet", maxNet, in: 0...Double.infinity)
        (self.maxPosition, self.maxGross, self.maxNet) = (maxPosition, maxGross, maxNet)
    }

    /// Whether one instrument's weight is within its limit; an absent weight is not.
    @inlinable
    public func allows(weight: Double) -> Bool { weight.magnitude <= maxPosition }

    /// Whether the sums are within their limits; absent sums are not.
    @inlinable
    public func allows(_ exposure: Exposure) -> Bool {
        exposure.gross <= maxGross && exposure.net.magnitude <= maxNet
    }

    /// How many limits a book breaks: one for each instrument beyond its own, one for the gross, one for the net.
    @inlinable
    public func violations(in weights: Span<Double>) -> Int {
        let exposure = Exposure(of: weights)
        var count = exposure.gross <= maxGross ? 0 : 1
        count += exposure.net.magnitude <= maxNet ? 0 : 1
        for index in weights.indices where !allows(weight: weights[index]) { count += 1 }
        return count
    }

    /// How much gross is left.
    @inlinable
    public func available(_ exposure: Exposure) -> Double { Swift.max(0, maxGross - exposure.gross) }

    /// One weight, brought within its limit.
    @inlinable
    public func clipped(_ weight: Double) -> Double {
        weight.isNaN ? .nan : Swift.min(Swift.max(weight, -maxPosition), maxPosition)
    }

    /// What every weight has to be multiplied by to bring the gross within its limit; 1 when it already is.
    @inlinable
    public func factor(_ exposure: Exposure) -> Double {
        exposure.gross > maxGross ? maxGross / exposure.gross : 1
    }
}
