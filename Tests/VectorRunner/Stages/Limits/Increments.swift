import SluiceMarket

extension Adapter {
    static let increments = Adapter("b01_quantize", constant: .parameter("increment")) { vector in
        let increment = try made(Increment(vector.parameters["increment"].amount()), "step")
        let value = try vector.input["value"].amount()
        return .object([
            "floor": .decimal(try increment.floor(value)),
            "ceil": .decimal(try increment.ceiling(value)),
            "buy_price": .decimal(try increment.price(value, for: .buy)),
            "sell_price": .decimal(try increment.price(value, for: .sell)),
        ])
    }
}
