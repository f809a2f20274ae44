import SluiceMarket

extension Adapter {
    static let liquidationPrice = Adapter("b05_liquidation", constant: .parameter("maintenance_rate")) {
        vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let isLong = try input["side"].text() == "long"
        let price = try made(
            LiquidationPrice.price(
                entry: input["entry"].amount(), isLong: isLong, leverage: parameters["leverage"].amount(),
                maintenance: parameters["maintenance_rate"].amount()), "position")
        let distance = try LiquidationPrice.distance(
            mark: input["mark"].amount(), price: price, isLong: isLong)
        let level = LiquidationPrice.level(
            distance, warning: try parameters["warn_pct"].amount(),
            critical: try parameters["critical_pct"].amount())
        return .object([
            "exact": .object([
                "price": .decimal(price), "distance_pct": .decimal(distance),
                "level": .text(level.rawValue),
            ])
        ])
    }
}
