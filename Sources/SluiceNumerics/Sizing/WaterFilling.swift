/// Brings weights to a gross target without breaking their caps.
///
/// |weight| = min(s x |wish|, cap), with the s at which the weights sum to the gross target: who would exceed the cap
/// sits at it, and the rest keeps its proportions. Where all caps together are less than the target, all are at their
/// cap. Signs stay, 0 stays 0, an absent wish (NaN, infinite) takes no part.
///
/// Cost: a pass for each set of instruments that reaches its cap, at most as many as there are instruments; no
/// allocation. Worked number: wishes of 0.6, 0.3 and 0.1, a cap of 0.4 and a target of 1 give 0.4, 0.4 and 0.2.
public struct WaterFilling: Equatable, Sendable {
    /// The largest |weight| of one instrument; infinite for none.
    public let cap: Double
    /// The sum of |weight| that is aimed at.
    public let gross: Double

    /// Refuses a cap or a target that is negative or NaN, and a target that is infinite.
    public init(cap: Double, gross: Double) throws(InvalidParameter) {
        try require("cap", cap, in: 0...Double.infinity)
        try require(nonNegative: "gross", gross)
        (self.cap, self.gross) = (cap, gross)
    }

    /// The factor that every wish is multiplied by before the cap; infinite when all have to be at their cap.
    @inlinable
    public func factor(for wishes: Span<Double>) -> Double {
        var factor = 0.0
        while true {
            var (free, rest, freed) = (0.0, gross, 0)
            for index in wishes.indices where wishes[index].isFinite {
                let size = wishes[index].magnitude
                if size > 0, size * factor >= cap { rest -= cap } else { free += size }
                if size > 0, size * factor < cap { freed += 1 }
            }
            guard freed > 0, free > 0 else { return free == 0 && freed == 0 && factor == 0 ? 1 : .infinity }
            let next = Swift.max(rest, 0) / free
            // The set at the cap only grows, so the factor does; when it no longer does the set is complete.
            if next <= factor { return factor }
            factor = next
        }
    }

    /// One weight at a factor.
    @inlinable
    public func weight(_ wish: Double, factor: Double) -> Double {
        // Without branches: what is wished for can hardly be foretold.
        let (wide, most) = (wish.magnitude * factor, cap)
        let size = wide < most ? wide : most
        let weight = Double(signOf: wish, magnitudeOf: size)
        let isNumber = wish.magnitude < .infinity && size < .infinity
        return wish == 0 ? 0 : isNumber ? weight : .nan
    }

    /// Fills in place, up or down, and returns the factor.
    @inlinable @discardableResult
    public func fill(_ weights: inout MutableSpan<Double>) -> Double {
        let factor = factor(for: weights.span)
        for index in weights.indices { weights[index] = weight(weights[index], factor: factor) }
        return factor
    }
}
