extension Arbitration {
    /// One instrument's horizons, offered one after the other.
    public struct Contest: Sendable {
        @usableFromInline let rule: Arbitration
        @usableFromInline var winner: Int?
        @usableFromInline var rank = -Double.infinity
        @usableFromInline var score = -Double.infinity
        @usableFromInline var edge = 0.0
        @usableFromInline var alpha = 0.0
        @usableFromInline var cost = Double.nan

        @inlinable
        init(rule: Arbitration) { self.rule = rule }

        /// Offers one horizon and returns its score in basis points; NaN when it takes no part.
        ///
        /// `weight` multiplies a score above 0 where horizons are compared, and nowhere else; with a weight that is
        /// absent the horizon takes no part.
        @inlinable @discardableResult
        public mutating func offer(
            horizon: Int, alphaBps: Double, costBps: Double, over length: HorizonScale, weight: Double = 1
        ) -> Double {
            let edge = rule.edgeBps(alphaBps: alphaBps, costBps: costBps)
            guard alphaBps.isFinite, edge.isFinite else { return .nan }
            let score = edge / length.root
            let rank = score > 0 ? score * weight : weight.isNaN ? .nan : score
            if rank > self.rank {
                (winner, self.rank, self.score, self.edge) = (horizon, rank, score, edge)
                (alpha, cost) = (alphaBps, costBps)
            }
            return score
        }

        /// The winner, and whether it reaches the threshold at this spread.
        ///
        /// `costBps` is the cost a threshold may be made of; the winner's own unless given.
        @inlinable
        public func verdict(spreadBps: Double, costBps: Double? = nil) -> Verdict {
            let threshold = rule.thresholdBps(spreadBps: spreadBps, costBps: costBps ?? cost)
            guard let winner else { return Verdict(thresholdBps: threshold) }
            return rule.verdict(
                winner, alpha: alpha, cost: cost, edge: edge, score: score, threshold: threshold)
        }
    }

    /// Judges one horizon alone, which wins unless its alpha or cost is not finite.
    @inlinable
    public func verdict(
        horizon: Int, alphaBps: Double, costBps: Double, over length: HorizonScale, spreadBps: Double
    ) -> Verdict {
        let edge = edgeBps(alphaBps: alphaBps, costBps: costBps)
        // An edge is finite only where alpha and cost are.
        guard edge.magnitude <= .greatestFiniteMagnitude else {
            return Verdict(thresholdBps: thresholdBps(spreadBps: spreadBps))
        }
        return verdict(
            horizon, alpha: alphaBps, cost: costBps, edge: edge, score: edge / length.root,
            threshold: thresholdBps(spreadBps: spreadBps, costBps: costBps))
    }

    @inlinable
    func verdict(
        _ horizon: Int, alpha: Double, cost: Double, edge: Double, score: Double, threshold: Double
    ) -> Verdict {
        let sign: Double =
            switch direction {
            case .both: alpha > 0 ? 1 : alpha < 0 ? -1 : 0
            case .longOnly: alpha < 0 ? 0 : 1
            }
        let reached = comparison == .score ? score : edge
        return Verdict(
            horizon: horizon, trades: sign != 0 && reached >= threshold, sign: sign, alphaBps: alpha,
            costBps: cost, edgeBps: edge, netBps: sign * Swift.max(edge, 0), scoreBps: score,
            thresholdBps: threshold)
    }

    /// What came of a contest.
    public struct Verdict: Equatable, Sendable {
        /// The horizon that scored highest, as it was offered, whether it trades or not; nil when none took part.
        public var horizon: Int?
        /// Whether it reached the threshold.
        public var trades: Bool
        /// 1 to buy, -1 to sell, 0 when there is no side to take.
        public var sign: Double
        /// The winner's alpha; 0 when none took part.
        public var alphaBps: Double
        /// The winner's cost; NaN when none took part.
        public var costBps: Double
        /// What the winner's alpha has left after its cost, unsigned, negative when the cost is greater.
        public var edgeBps: Double
        /// The signed net edge: sign x max(edge, 0).
        public var netBps: Double
        /// The winner's score, unsigned, negative when its cost is greater than its alpha; 0 when none took part.
        public var scoreBps: Double
        /// What it had to reach.
        public var thresholdBps: Double

        /// Fills in every field.
        @inlinable
        public init(
            horizon: Int? = nil, trades: Bool = false, sign: Double = 0, alphaBps: Double = 0,
            costBps: Double = .nan, edgeBps: Double = 0, netBps: Double = 0, scoreBps: Double = 0,
            thresholdBps: Double
        ) {
            self.horizon = horizon
            self.trades = trades
            self.sign = sign
            self.alphaBps = alphaBps
            self.costBps = costBps
            self.edgeBps = edgeBps
            self.netBps = netBps
            self.scoreBps = scoreBps
            self.thresholdBps = thresholdBps
        }
    }
}
