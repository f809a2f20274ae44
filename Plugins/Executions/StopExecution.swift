import SluiceKit
import SluiceMarket

/// Sends stop orders for what `execution.market` would send: it trades once the market has moved its way.
///
/// trigger = reference x (1 + offset) for a buy and x (1 - offset) for a sale, rounded to the tick away from the market.
/// An order that has rested for `reprice_after` at another trigger than the present one is cancelled, and a new one
/// follows when the cancel is through. To flatten, market orders close everything.
///
/// Worked number: a buy 25bps over an ask of 100 with a tick of 0.01 is woken at 100.25.
final class StopExecution: RestingExecution {
    static let manifest = Manifest(
        "stop",
        "Sends stop orders that trade once the market has moved the way of what is wanted.")

    typealias Settings = SettingsPair<StopSettings, QuantitySettings>

    var desk: RestingDesk<StopPricing>

    init(settings: Settings, context: StageContext) {
        desk = settings.own.desk(settings.shared.demand(for: context), limitOffset: nil)
    }
}
