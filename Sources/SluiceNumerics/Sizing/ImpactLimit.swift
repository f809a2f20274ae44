/// How large a trade may be before it moves the price too much.
///
/// A depth curve says what a trade costs, a limit how much it may; the largest trade follows in closed form.
///
/// Worked number: 10,000 at the best price, 60,000 within ten levels and a limit of 15 bps allow
/// 10,000 + 50,000 x ((15 - 5) / 20)^2 = 22,500.
public struct ImpactLimit: Equatable, Sendable {
    /// What becomes of a trade that is too large.
    public enum Mode: String, Sendable, CaseIterable {
        /// It shrinks to what the limit allows.
        case conservative
        /// It is left out.
        case strict
        /// It goes through as long as the market can hold it at all.
        case aggressive
    }

    /// A trade that was made to fit; both 0 when nothing fits.
    public struct Outcome: Equatable, Sendable {
        /// The value of the trade.
        public var notional: Double
        /// What it costs in basis points, the extra included.
        public var impactBps: Double

        /// Joins the two.
        @inlinable
        public init(notional: Double, impactBps: Double) {
            (self.notional, self.impactBps) = (notional, impactBps)
        }
    }

    /// The largest impact of a trade, in basis points.
    public let maxBps: Double
    /// What becomes of a trade that is too large.
    public let mode: Mode

    /// Refuses a limit that is negative or not finite.
    public init(maxBps: Double, mode: Mode = .conservative) throws(InvalidParameter) {
        try require(nonNegative: "maxBps", maxBps)
        (self.maxBps, self.mode) = (maxBps, mode)
    }

    /// Makes a trade of the value `target`, zero or more, fit; `extraBps` is what it costs besides its size.
    ///
    /// An input that is not finite, or a market without depth, allows nothing.
    @inlinable
    public func fit(target: Double, in curve: ImpactCurve, extraBps: Double = 0) -> Outcome {
        let nothing = Outcome(notional: 0, impactBps: 0)
        let most = curve.mostNotional
        guard target > 0, target.isFinite, extraBps.isFinite, most > 0 else { return nothing }
        let allowed = Swift.min(target, most, curve.notional(bps: maxBps - extraBps))
        let notional: Double
        switch mode {
        case .conservative: notional = allowed
        case .strict: notional = allowed < target ? 0 : target
        case .aggressive: notional = target <= most ? target : allowed
        }
        guard notional > 0 else { return nothing }
        return Outcome(notional: notional, impactBps: curve.bps(notional: notional) + extraBps)
    }
}
