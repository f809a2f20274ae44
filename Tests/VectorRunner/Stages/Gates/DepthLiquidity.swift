import SluiceNumerics

extension BookSide {
    /// A side as the vectors write it: a list of price and quantity, best first.
    init(_ levels: JSON) throws {
        let pairs = try levels.array().map { try $0.array().map { try $0.written() } }
        guard pairs.allSatisfy({ $0.count == 2 }) else { throw VectorFault("a level is no pair") }
        self.init(prices: pairs.map { $0[0] }, quantities: pairs.map { $0[1] })
    }
}

extension Adapter {
    static let depthLiquidity = Adapter(
        "b09_depth_liquidity_score", constant: .parameter("depth_target_usd")
    ) { vector in
        let (bids, asks) = (try BookSide(vector.input["bids"]), try BookSide(vector.input["asks"]))
        let bands = try vector.parameters["bands"].array().map { try $0.written() }
        let rule = try LiquidityScore(depthTarget: vector.parameters["depth_target_usd"].written())
        guard bands.count == 3 else { throw VectorFault("there are three bands") }
        guard let depth = BookDepth(bids: bids, asks: asks, bands: bands) else {
            return .object([
                "condition": .text(LiquidityScore.condition(of: .nan).rawValue), "score": .null,
            ])
        }
        let imbalance = LiquidityScore.imbalance(bid: depth.bid[1], ask: depth.ask[1])
        let score = rule.score(
            spreadBps: depth.spreadBps, nearValue: depth.value(0), farValue: depth.value(1),
            imbalance: imbalance)
        var result: [String: JSON] = [
            "best_bid": .number(bids.best), "best_ask": .number(asks.best), "mid": .number(depth.mid),
            "spread": .number(depth.spread), "spread_bps": .number(depth.spreadBps),
            "imbalance": .number(imbalance),
            "bid_ask_ratio": .number(bids.quantities[0] / asks.quantities[0]),
            "score": .number(score), "condition": .text(LiquidityScore.condition(of: score).rawValue),
        ]
        for (band, name) in ["1", "5", "10"].enumerated() {
            result["bid_\(name)"] = .number(depth.bid[band])
            result["ask_\(name)"] = .number(depth.ask[band])
            result["usd_\(name)"] = .number(depth.value(band))
        }
        return .object(result)
    }
}
