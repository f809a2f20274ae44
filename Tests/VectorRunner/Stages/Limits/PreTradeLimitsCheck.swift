import SluiceMarket

extension Adapter {
    static let preTradeLimits = Adapter("b04_pretrade_limits", constant: .parameter("mmr")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let symbol = try input["order"]["symbol"].text()
        func cap(_ key: String) throws -> Amount? { try parameters[key][symbol].optionalAmount() }
        let projects = try parameters["pre_trade_liq_projection"].flag()
        let limits = PreTradeLimits(
            symbolLeverage: try cap("leverage_max_per_symbol"),
            maxLeverage: try parameters["max_leverage"].amount(),
            maxNotional: try cap("max_notional_per_symbol"),
            maxSymbolExposure: try parameters["max_position_pct_per_symbol"].amount(),
            maxExposure: try parameters["max_exposure_pct"].amount(),
            minBuffer: projects ? try parameters["min_liquidation_buffer_pct"].amount() : nil,
            maintenanceRate: try parameters["mmr"].amount())
        var (held, rest) = (Amount.zero, Amount.zero)
        for (name, position) in try input["positions"].object() {
            let quantity = try position["quantity"].amount()
            if name == symbol {
                held = try position["side"].text() == "short" ? quantity.negated : quantity
            } else {
                rest = try rest.adding(
                    quantity.multiplied(by: position["mark"].amount(), rounding: .halfEven).magnitude)
            }
        }
        let order = PreTradeLimits.Order(
            side: try input["order"]["side"].side(), quantity: try input["order"]["quantity"].amount(),
            price: try input["order"]["price"].amount(),
            isContract: try input["order"]["perpetual"].flag(), held: held)
        let equity = try input["equity"].amount()
        let violations = limits.violations(
            order, equity: equity, rest: rest, isKilled: try parameters["kill_switch"].flag(),
            isReduceOnly: try parameters["reduce_only"].flag())
        return .object([
            "projected_buffer": .decimal(try limits.projectedBuffer(order, equity: equity)),
            "result": .array(violations.codes.map { .text($0) }),
        ])
    }
}
