/// Scores of alpha per unit of volatility, compared across instruments.
///
/// score = clip(alpha / max(volatility, 1e-8), -zMax, zMax). Standardized over the instruments whose score is known:
/// (score - mean) / standard deviation of the population; only the mean is taken off where the deviation is 1e-8 or
/// less. Alpha and volatility are of the same period and unit. An absent input (NaN, infinite) is an absent score,
/// which takes no part. One instrument alone always scores 0, so `isComparable` asks for two.
///
/// Source: Grinold and Kahn, Active Portfolio Management, chapter 14. Worked number: scores 1, 2 and 6 have mean 3 and
/// deviation 2.160247, and become -0.9258, -0.4629 and 1.3887.
public struct CrossSection: Equatable, Sendable {
    /// How scores are compared.
    public enum Mode: String, Sendable, CaseIterable {
        /// They stay as they are.
        case none
        /// Their mean is taken off.
        case demean
        /// Their mean is taken off, and what is left divided by their standard deviation.
        case zscore
    }

    /// The score at which it stops growing.
    public let zMax: Double
    /// How scores are compared.
    public let mode: Mode

    /// Volatilities and deviations of less than this are rounding.
    @usableFromInline static let floor = 1e-8

    /// Refuses a `zMax` that is not above zero.
    public init(zMax: Double = 3, mode: Mode = .zscore) throws(InvalidParameter) {
        try require(positive: "zMax", zMax)
        (self.zMax, self.mode) = (zMax, mode)
    }

    /// The clipped score of one instrument; NaN when an input is not finite or the volatility is negative.
    @inlinable
    public func score(alpha: Double, volatility: Double) -> Double {
        guard alpha.isFinite, volatility.isFinite, volatility >= 0 else { return .nan }
        let score = alpha / Swift.max(volatility, Self.floor)
        return Swift.min(Swift.max(score, -zMax), zMax)
    }

    /// Whether so many known scores can be compared as the mode asks.
    @inlinable
    public func isComparable(_ known: Int) -> Bool { mode == .none ? known > 0 : known > 1 }

    /// Compares the scores in place, and returns how many are known; absent ones stay absent.
    @inlinable @discardableResult
    public func standardize(_ scores: inout MutableSpan<Double>) -> Int {
        var (sum, known) = (0.0, 0)
        for index in scores.indices where !scores[index].isNaN {
            sum += scores[index]
            known += 1
        }
        guard mode != .none, known > 0 else { return known }
        let mean = sum / Double(known)
        var squares = 0.0
        for index in scores.indices where !scores[index].isNaN {
            scores[index] -= mean
            squares += scores[index] * scores[index]
        }
        let deviation = (squares / Double(known)).squareRoot()
        guard mode == .zscore, deviation > Self.floor else { return known }
        for index in scores.indices { scores[index] /= deviation }
        return known
    }
}
