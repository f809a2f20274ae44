import SluiceMarket

extension Adapter {
    static let backtestFill = Adapter("b44_backtest_fill", constant: .parameter("slippage_bps")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let rule = try BarFillRule(
            spread: parameters["spread_bps"].amount(), slippage: parameters["slippage_bps"].amount(),
            volumeFactor: parameters["volume_factor"].amount())
        let prices = try input["next_bar"].array().map { try $0.amount() }
        guard let rule, prices.count == 5 else { throw VectorFault("no rule or no bar") }
        let bar = BarFillRule.Bar(open: prices[0], high: prices[1], low: prices[2], volume: prices[4])
        let side = try side(input["side"])
        let price =
            try input["type"].text() == "market"
            ? rule.market(side, bar)
            : rule.limit(side, input["limit"].amount(), quantity: input["quantity"].amount(), bar)
        return .object(["filled": .boolean(price != nil), "price": .decimal(price)])
    }
}
