import SluiceKit
import SluiceMarket

/// Sends stop orders with a limit for what `execution.market` would send.
///
/// trigger as for `execution.stop`; limit = trigger x (1 + limit_offset) for a buy and x (1 - limit_offset) for a sale,
/// rounded to the tick toward the trigger. To flatten, market orders close everything.
///
/// Worked number: a buy that is woken at 100.25 with 10bps of room and a tick of 0.01 is limited to 100.35.
final class StopLimitExecution: RestingExecution {
    static let manifest = Manifest(
        "stop_limit",
        "Sends stop orders with a limit, which trade within it once the market has moved.")

    typealias Settings = SettingsPair<SettingsPair<StopSettings, OwnSettings>, QuantitySettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0...2_000, help: "How much worse than the trigger an order may trade.")
        var limitOffset: BasisPoints = 10
    }

    var desk: RestingDesk<StopPricing>

    init(settings: Settings, context: StageContext) {
        let (stops, own) = (settings.own.own, settings.own.shared)
        desk = stops.desk(settings.shared.demand(for: context), limitOffset: own.limitOffset.amount)
    }
}
