/// The share of an account that a bet with known odds deserves.
///
/// kelly = max(0, p - (1 - p) / b), with b = min(|mean win / mean loss|, 100). A part of it is used, up to a limit:
/// min(maxFraction, multiplier x kelly).
///
/// Source: Kelly, A new interpretation of information rate (1956). Worked number: p 0.408 and b 7.41 / 4.41 are a
/// kelly of 0.055676; a quarter of it is 1.3919% of the account.
public struct KellyFraction: Equatable, Sendable {
    /// The part of the full Kelly bet that is used.
    public let multiplier: Double
    /// The largest fraction of the account.
    public let maxFraction: Double

    /// Refuses a multiplier or a largest fraction that is negative or not finite.
    public init(multiplier: Double = 0.5, maxFraction: Double = 0.25) throws(InvalidParameter) {
        try require(nonNegative: "multiplier", multiplier)
        try require(nonNegative: "maxFraction", maxFraction)
        (self.multiplier, self.maxFraction) = (multiplier, maxFraction)
    }

    /// The full Kelly fraction, 0 where the odds are against the bet.
    ///
    /// NaN for a win rate outside 0.01 to 0.99, a mean loss of 0, or an input that is not finite.
    @inlinable
    public func kelly(winRate: Double, meanWin: Double, meanLoss: Double) -> Double {
        guard winRate >= 0.01, winRate <= 0.99, meanWin.isFinite, meanLoss.isFinite, meanLoss != 0 else {
            return .nan
        }
        let odds = Swift.min((meanWin / meanLoss).magnitude, 100)
        return odds > 0 ? Swift.max(0, winRate - (1 - winRate) / odds) : 0
    }

    /// The fraction of the account that is used of a full Kelly fraction; NaN stays NaN.
    @inlinable
    public func fraction(kelly: Double) -> Double {
        kelly.isNaN ? .nan : Swift.min(maxFraction, kelly * multiplier)
    }

    /// The value of a position; 0 when it is worth less than `minNotional`, NaN when it is not known.
    @inlinable
    public func notional(fraction: Double, equity: Double, minNotional: Double = 0) -> Double {
        let notional = equity * fraction
        return notional < minNotional ? 0 : notional
    }
}
