import SluiceMarket

extension Adapter {
    static let dailyLoss = Adapter("b21_daily_loss", constant: .parameter("limit_pct")) { vector in
        var rule = try made(
            DailyLoss(limit: vector.parameters["limit_pct"].amount(), baseline: .firstSample), "limit")
        let results = try vector.input["samples"].array().map { sample in
            let reading = try rule.observe(
                sample["equity"].amount(), day: sample["t"].integer() / 86_400)
            return JSON.object(["loss": .decimal(reading.loss), "tripped": .boolean(reading.isTripped)])
        }
        return .object(["results": .array(results)])
    }
}
