/// How few positions a book rests on.
///
/// HHI = sum of squared shares of |value| (Herfindahl 1950, Hirschman 1945); effective positions = 1 / HHI. NaN with
/// less than two values or when all are zero. Worked number: 3, 1 and 0 have shares 0.75, 0.25, 0: HHI 0.625, 1.6
/// effective positions.
public struct Concentration: Equatable, Sendable {
    /// 1 for a single position, 1/n for n equal ones.
    public let index: Double
    /// How many equal positions would be as concentrated.
    public let effective: Double

    /// Adds up signed values or weights; one that is absent makes the result NaN.
    public init(of values: Span<Double>) {
        var (sum, square) = (0.0, 0.0)
        for position in values.indices {
            sum += values[position].magnitude
            square += values[position] * values[position]
        }
        guard values.count > 1, sum > 0, sum.isFinite else {
            (index, effective) = (.nan, .nan)
            return
        }
        // One division each, so that an index that stands on a limit is exactly it.
        index = square / (sum * sum)
        effective = sum * sum / square
    }

    /// Whether the index is above a limit, not on it; false where there is no index.
    public func exceeds(_ limit: Double) -> Bool { index > limit }
}
