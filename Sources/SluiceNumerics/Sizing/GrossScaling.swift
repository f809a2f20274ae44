/// Scales a set of weights down, all by the same factor, when together they are too much.
///
/// Worked number: three weights of 5% against a limit of 10% become 3.3333% each.
public struct GrossScaling: Equatable, Sendable {
    /// The largest sum of |weight|, a fraction of the account.
    public let limit: Double

    /// Refuses a limit that is negative; infinity never scales.
    public init(limit: Double = 0.5) throws(InvalidParameter) {
        guard limit >= 0 else {
            throw InvalidParameter(name: "limit", value: limit, expected: "zero or more")
        }
        self.limit = limit
    }

    /// What every weight has to be multiplied by when they sum to `gross`: 1 when nothing has to shrink.
    @inlinable
    public func factor(gross: Double) -> Double { gross > limit ? limit / gross : 1 }

    /// Scales the weights in place and returns the factor; absent ones (NaN) stay absent and weigh nothing.
    @inlinable @discardableResult
    public func apply(to weights: inout MutableSpan<Double>) -> Double {
        var gross = 0.0
        for index in weights.indices where weights[index].isFinite { gross += weights[index].magnitude }
        let factor = factor(gross: gross)
        if factor != 1 {
            for index in weights.indices { weights[index] *= factor }
        }
        return factor
    }
}
