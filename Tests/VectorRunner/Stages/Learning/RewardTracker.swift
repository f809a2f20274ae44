import SluiceNumerics

extension Adapter {
    static let rewardTracker = Adapter("reward_tracker", constant: .parameter("slippage_bps")) { vector in
        let side = try vector.input["side"].text()
        guard side == "BUY" || side == "SELL" else { throw VectorFault("unknown side \(side)") }
        let reward = try TradeReward(
            entry: vector.input["entry_price"].double(), exit: vector.input["exit_price"].double(),
            side: side == "BUY" ? 1 : -1,
            assumedCostBps: vector.parameters["fee_bps"].double() + vector.parameters["slippage_bps"].double()
        )
        return .object([
            "cost_bps": .number(reward.costBps), "gross_bps": .number(reward.grossBps),
            "net_bps": .number(reward.netBps),
        ])
    }
}
