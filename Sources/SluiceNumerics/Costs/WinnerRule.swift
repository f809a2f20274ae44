/// Lets the horizon that is worth most take most: its net edge, and a part of its neighbour's.
///
/// The net edge of a horizon is sign(alpha) x max(|alpha| - cost, 0). Among those that are not 0 the highest rank wins,
/// of equals the first; then net = mix x winner + (1 - mix) x neighbour, where the neighbour is the next longer horizon
/// of a ladder if it is there, else the next shorter, else the winner stands alone. The rank is
/// |net| - riskPrice x volatility x sqrt(minutes / 5), or |net| for a unit of that risk.
///
/// Worked number: nets 11.3201 over 60 minutes and 14.3899 over 390, volatility 6.532 for five minutes and riskPrice
/// 0.1: ranks 9.0574 and 8.6212, so the hour wins.
public struct WinnerRule: Equatable, Sendable {
    /// How horizons are compared.
    public enum Ranking: String, Sendable, CaseIterable {
        /// The net edge less a price for its risk.
        case riskCharged = "risk_charged"
        /// The net edge for a unit of its risk.
        case perRisk = "per_risk"
    }

    /// What a unit of risk takes off the rank.
    public let riskPrice: Double
    /// The winner's share.
    public let mix: Double
    /// How horizons are compared.
    public let ranking: Ranking

    /// Refuses a price that is negative and a share outside 0 to 1.
    public init(
        riskPrice: Double = 0.1, mix: Double = 0.7, ranking: Ranking = .riskCharged
    ) throws(InvalidParameter) {
        try require(nonNegative: "riskPrice", riskPrice)
        try require("mix", mix, in: 0...1)
        (self.riskPrice, self.mix, self.ranking) = (riskPrice, mix, ranking)
    }

    /// What is left of an alpha after its cost, with the alpha's sign: sign(alpha) x max(|alpha| - cost, 0).
    ///
    /// NaN when either is not finite. Worked number: -200 at cost 20 leaves -180, and 10 at cost 20 leaves 0.
    @inlinable
    public static func netBps(alphaBps: Double, costBps: Double) -> Double {
        guard alphaBps.isFinite, costBps.isFinite else { return .nan }
        let edge = Swift.max(alphaBps.magnitude - costBps, 0)
        return alphaBps > 0 ? edge : alphaBps < 0 ? -edge : 0
    }

    /// What is compared; NaN for a horizon that takes no part.
    @inlinable
    public func rank(netBps: Double, riskBps: Double) -> Double {
        guard netBps != 0, riskBps >= 0 else { return .nan }
        switch ranking {
        case .riskCharged: return netBps.magnitude - riskPrice * riskBps
        case .perRisk: return netBps.magnitude / Swift.max(riskBps, 1e-8)
        }
    }

    /// The winner's net edge with its neighbours': NaN stands for a neighbour that is not there.
    @inlinable
    public func blend(winner: Double, longer: Double, shorter: Double) -> Double {
        let neighbour = longer.isNaN ? shorter : longer
        return neighbour.isNaN ? winner : mix * winner + (1 - mix) * neighbour
    }
}

extension WinnerRule {
    /// The horizon that won, and the net edge after its neighbour's part.
    public struct Choice: Equatable, Sendable {
        /// The winner's place; nil when no horizon has a net edge.
        public var horizon: Int?
        /// The winner's rank; NaN without a winner.
        public var rank: Double
        /// The blended net edge, basis points; 0 without a winner.
        public var netBps: Double

        /// Fills in every field.
        @inlinable
        public init(horizon: Int? = nil, rank: Double = .nan, netBps: Double = 0) {
            (self.horizon, self.rank, self.netBps) = (horizon, rank, netBps)
        }
    }

    /// Lets one instrument's horizons compete.
    ///
    /// `nets` are signed net edges, NaN for a horizon that takes no part, `fiveMinuteBps` the volatility of five
    /// minutes. A weight multiplies a rank above 0; with one that is absent the horizon takes no part.
    @inlinable
    public func choose(
        _ nets: UnsafeBufferPointer<Double>, weights: UnsafePointer<Double>? = nil,
        _ lengths: [HorizonScale], _ ladder: HorizonLadder, fiveMinuteBps: Double
    ) -> Choice {
        var choice = Choice(rank: -.infinity)
        for index in nets.indices {
            var rank = rank(netBps: nets[index], riskBps: fiveMinuteBps * lengths[index].root)
            if let weights, rank > 0 || weights[index].isNaN { rank *= weights[index] }
            if rank > choice.rank { (choice.horizon, choice.rank) = (index, rank) }
        }
        guard let winner = choice.horizon else { return Choice() }
        let (longer, shorter) = (ladder.longer[winner], ladder.shorter[winner])
        choice.netBps = blend(
            winner: nets[winner], longer: longer < 0 ? .nan : nets[longer],
            shorter: shorter < 0 ? .nan : nets[shorter])
        return choice
    }

    /// The same for nets in an array.
    public func choose(
        _ nets: [Double], _ lengths: [HorizonScale], _ ladder: HorizonLadder, fiveMinuteBps: Double
    ) -> Choice {
        nets.withUnsafeBufferPointer { choose($0, lengths, ladder, fiveMinuteBps: fiveMinuteBps) }
    }
}
