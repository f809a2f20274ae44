import SluiceNumerics

extension Adapter {
    static let liquidationBuffer = Adapter("b25_runtime_liq_buffer", constant: .parameter("max_leverage")) {
        vector in
        let input = vector.input
        let rule = try LiquidationBuffer(
            minimum: vector.parameters["min_buffer"].decimal(),
            maxLeverage: vector.parameters["max_leverage"].decimal())
        let (mark, liquidation) = try (input["mark"].decimal(), input["liquidation_price"].decimal())
        let buffer =
            try liquidation.isNaN
            ? rule.buffer(equity: input["equity"].decimal(), notional: mark * input["quantity"].decimal())
            : rule.buffer(
                mark: mark, liquidation: liquidation, side: input["side"].text() == "short" ? -1 : 1)
        return .object([
            "signed": .object(["buffer": .number(buffer), "trip": .boolean(rule.isReduceOnly(buffer))])
        ])
    }
}
