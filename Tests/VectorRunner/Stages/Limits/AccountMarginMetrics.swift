import SluiceMarket

extension Adapter {
    static let accountMargin = Adapter("b06_margin_metrics", constant: .parameter("maintenance_rate")) {
        vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let margin = try made(
            AccountMargin(
                value: input["positions_value"].amount(), cash: input["cash"].amount(),
                unrealized: input["unrealized"].amount(), maxLeverage: parameters["max_leverage"].amount(),
                maintenanceRate: parameters["maintenance_rate"].amount()), "margin")
        return .object([
            "equity": .decimal(margin.equity),
            // The vectors' word for a leverage that cannot be named.
            "leverage": .decimal(margin.leverage ?? Amount(999)),
            "initial": .decimal(margin.initial),
            "maintenance": .decimal(margin.maintenance),
            "available": .decimal(margin.available),
            "buffer_pct": .decimal(margin.bufferPercent),
            "health": .text(margin.health.rawValue),
        ])
    }
}
