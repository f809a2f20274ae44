/// How much say a learner has while it has seen little.
///
/// Nothing below `minimum` samples, then from 0 to `share` in a straight line over `ramp` further ones; a weight is
/// (1 - say) / K + say x learned. Worked number: share 0.3, minimum 100, ramp 100: 0 at 100 samples, 0.15 at 150, 0.3
/// from 200 on.
public struct WeightRamp: Equatable, Sendable {
    /// The say at the end of the ramp, 0 to 1.
    public let share: Double
    /// How many samples there are before the learner has any.
    public let minimum: Int
    /// How many further ones it takes to its full say.
    public let ramp: Int

    /// Refuses a share outside 0 to 1, and negative counts.
    public init(share: Double = 0.3, minimum: Int = 100, ramp: Int = 100) throws(InvalidParameter) {
        try require("share", share, in: 0...1)
        try require("minimum", minimum, in: 0...1_000_000_000)
        try require("ramp", ramp, in: 0...1_000_000_000)
        (self.share, self.minimum, self.ramp) = (share, minimum, ramp)
    }

    /// The say after so many samples.
    public func say(after samples: Int) -> Double {
        guard samples >= minimum else { return 0 }
        return ramp == 0 ? share : share * Swift.min(1, Double(samples - minimum) / Double(ramp))
    }

    /// Blends learned weights, in place, with equal ones.
    public func blend(_ weights: inout MutableSpan<Double>, after samples: Int) {
        let say = say(after: samples)
        let even = (1 - say) / Double(Swift.max(weights.count, 1))
        for index in weights.indices { weights[index] = even + say * weights[index] }
    }
}
