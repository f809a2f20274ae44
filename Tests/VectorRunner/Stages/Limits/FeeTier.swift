import SluiceMarket

extension Adapter {
    static let feeTier = Adapter("b08_fee_tier", constant: .input("notional")) { vector in
        let input = vector.input
        let table = try made(
            FeeTable(
                vector.parameters["tiers"].array().map { tier in
                    FeeTable.Tier(
                        name: try tier["name"].text(), minVolume: try tier["min_volume"].amount(),
                        maker: try tier["maker"].amount(), taker: try tier["taker"].amount())
                }), "table of fees")
        let (volume, isMaker) = try (input["volume_30d"].amount(), input["maker"].flag())
        let discount = try input["discount"].amount()
        return .object([
            "tier": .text(table.tier(volume: volume).name),
            "rate": .decimal(try table.rate(volume: volume, isMaker: isMaker, discount: discount)),
            "fee": .decimal(
                try table.fee(
                    on: input["notional"].amount(), volume: volume, isMaker: isMaker, discount: discount)),
        ])
    }
}
