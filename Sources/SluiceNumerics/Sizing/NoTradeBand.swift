/// Leaves a position alone when the wish differs from it by too little to be worth a trade.
///
/// A difference smaller than the band keeps the current weight; one that equals it trades, unless `onBand` says
/// otherwise. A wish that is absent (NaN) keeps what is held: closing is something one asks for. Worked number: 5%
/// held and 5.7% wished stay at 5% with a band of 80 bps; 5.8% trades.
public struct NoTradeBand: Equatable, Sendable {
    /// What becomes of a difference that equals the band.
    public enum OnBand: String, Sendable, CaseIterable {
        /// It trades.
        case trades
        /// It does not: only what is strictly greater does.
        case keeps
    }

    /// The smallest difference that trades, a fraction of the account.
    public let width: Double
    /// What becomes of a difference that equals it.
    public let onBand: OnBand

    /// Refuses a width that is negative or not finite.
    public init(width: Double = 0.008, onBand: OnBand = .trades) throws(InvalidParameter) {
        try require(nonNegative: "width", width)
        (self.width, self.onBand) = (width, onBand)
    }

    /// Whether the current weight stays as it is; true whenever either is not finite.
    @inlinable
    public func keeps(current: Double, target: Double) -> Bool {
        let distance = (target - current).magnitude
        return !((distance > width || distance == width && onBand == .trades) && distance.isFinite)
    }

    /// The target, or the current weight where the band keeps it.
    @inlinable
    public func adjusted(current: Double, target: Double) -> Double {
        keeps(current: current, target: target) ? current : target
    }
}

/// How much of an account changes hands between two sets of weights, and what that costs.
public enum Turnover {
    /// The sum of |target - current|; an absent target changes nothing.
    @inlinable
    public static func fraction(current: Span<Double>, target: Span<Double>) -> Double {
        var sum = 0.0
        for index in 0..<Swift.min(current.count, target.count) where !target[index].isNaN {
            sum += (target[index] - current[index]).magnitude
        }
        return sum
    }

    /// The cost in basis points of the account: half the account at 10 bps a trade is 5 bps.
    @inlinable
    public static func costBps(turnover: Double, costPerTradeBps: Double) -> Double {
        turnover * costPerTradeBps
    }
}
