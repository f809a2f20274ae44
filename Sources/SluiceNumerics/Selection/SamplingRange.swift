internal import Glibc

/// The values that a setting may be drawn from, and how they are spread.
///
/// A number from 0 up to but not including 1, from seeded dice, becomes a value; the same number always the same. Worked
/// numbers: 0.5 becomes 5.5 in uniform 1 to 10, 10 in logarithmic 1 to 100, and 6 among the whole numbers 1 to 10.
public struct SamplingRange: Equatable, Sendable {
    /// How values are spread.
    public enum Spread: String, CaseIterable, Sendable {
        /// Each stretch as likely as another of the same length.
        case uniform
        /// Each stretch as likely as another of the same ratio of ends.
        case logarithmic
    }

    /// The lowest value.
    public let low: Double
    /// The highest value; of whole numbers it can be drawn, of others it is the end that is not reached.
    public let high: Double
    /// How values are spread.
    public let spread: Spread
    /// Whether only whole numbers are drawn.
    public let isWhole: Bool

    /// Refuses ends that are not finite or out of order, whole numbers with a fraction or beyond 2^52, and a logarithmic range
    /// that does not begin above zero.
    public init(
        _ low: Double, _ high: Double, spread: Spread = .uniform, isWhole: Bool = false
    ) throws(InvalidParameter) {
        let most = isWhole ? 0x1p52 : 1e300
        try require("low", low, in: -most...most)
        try require("high", high, in: low...most)
        if spread == .logarithmic { try require(positive: "low", low) }
        for (name, end) in [("low", low), ("high", high)] where isWhole && end != end.rounded() {
            throw InvalidParameter(name: name, value: end, expected: "a whole number")
        }
        (self.low, self.high, self.spread, self.isWhole) = (low, high, spread, isWhole)
    }

    /// The value at a share of the range; shares are cut to 0 up to 1, and NaN is the lowest.
    ///
    /// Whole numbers: each has an equal part of the range from `low` to `high` + 1, logarithmic or not.
    public func value(at share: Double) -> Double {
        let share = share > 0 ? Swift.min(share, 1 - 0x1p-53) : 0
        let end = isWhole ? high + 1 : high
        let value = spread == .uniform ? low + share * (end - low) : low * pow(end / low, share)
        return Swift.min(Swift.max(isWhole ? value.rounded(.down) : value, low), high)
    }
}
