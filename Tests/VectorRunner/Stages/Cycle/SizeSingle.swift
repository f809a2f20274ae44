import SluiceNumerics

extension PositionSizing {
    /// The rule as a case's parameters name it; the ancestor reported a trade of less than one share as its wish.
    init(_ parameters: JSON) throws {
        try self.init(
            scaling: VolatilityScaling(
                zMax: parameters["z_max"].double(), maxWeight: parameters["max_weight"].double()),
            band: NoTradeBand(width: parameters["no_trade_band"].double()),
            maxPosition: parameters["max_position_pct"].double() / 100,
            belowOneShare: .reportWish)
    }
}

extension Sizing {
    /// The side as the vectors write it.
    var side: String { sign > 0 ? "BUY" : sign < 0 ? "SELL" : "HOLD" }
    /// The number of shares as an integer.
    var wholeShares: JSON { Int(exactly: shares).map(JSON.integer) ?? .number(shares) }
}

extension Adapter {
    static let sizeSingle = Adapter("size_single", constant: .parameter("max_weight")) { vector in
        let input = vector.input
        let sizing = try PositionSizing(vector.parameters).sizing(
            alpha: input["alpha"].double(),
            volatility: input["volatility"].double(),
            gate: input["gate_value"].isNull ? 1 : input["gate_value"].double(),
            current: input["current_weight"].double(),
            portfolioValue: input["portfolio_value"].double(),
            price: input["price"].double())
        return .object([
            "notional": .number(sizing.notional),
            "reason_code": .text(sizing.reason.rawValue),
            "shares": sizing.wholeShares,
            "side": .text(sizing.side),
            "target_weight": .number(sizing.targetWeight),
            "trade_weight": .number(sizing.tradeWeight),
        ])
    }
}
