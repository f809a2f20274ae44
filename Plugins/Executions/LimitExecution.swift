import SluiceDocument
import SluiceKit
import SluiceMarket

/// Sends limit orders some way from the market for what `execution.market` would send.
///
/// limit = reference x (1 - offset) for a buy and x (1 + offset) for a sale, rounded to the tick away from the other
/// side. An order that has rested for `reprice_after` at another price than the present one is cancelled, and a new one
/// follows when the cancel is through. To flatten, market orders close everything.
///
/// Worked number: a buy 5bps under a bid of 100 with a tick of 0.01 is limited to 99.95.
final class LimitExecution: RestingExecution {
    static let manifest = Manifest(
        "limit",
        "Sends limit orders some way from the market for what is wanted beyond what is held or under way.")

    typealias Settings = SettingsPair<OwnSettings, QuantitySettings>

    struct OwnSettings: PluginSettings {
        @Setting(help: "The price of the market that limits are made from.")
        var reference = PriceReference.touch

        @Setting(in: -500...500, help: "How far a limit is from the reference; below zero is more eager.")
        var offset: BasisPoints = 0

        @Setting(
            in: Amount.leastPositive...Amount(1_000_000),
            help: "The step of prices that limits are rounded to.")
        var tick = Amount.hundredth

        @Setting(help: "How long an order stands: gtd for good_for, ioc and fok only at once.")
        var timeInForce = OrderLife.day

        @Setting(in: .seconds(1) ... .days(90), help: "How long an order of gtd stands.")
        var goodFor: Span?

        @Setting(help: "Whether an order may only add to the book.")
        var postOnly = false

        @Setting(
            in: .seconds(1) ... .days(7), help: "When a resting order is priced anew; null lets it rest.")
        var repriceAfter: Span?

        func check(_ issues: inout [Diagnostic]) {
            issues += OrderTerms.conflicts(timeInForce, $timeInForce, goodFor: goodFor)
            if postOnly, timeInForce == .ioc || timeInForce == .fok {
                issues.append($postOnly.conflict("cannot be with an order that has to trade at once"))
            }
        }
    }

    var desk: RestingDesk<LimitPricing>

    init(settings: Settings, context: StageContext) {
        let price = OffsetPrice(
            reference: settings.reference, offset: settings.offset.amount, tick: settings.tick)
        desk = RestingDesk(
            settings.shared.demand(for: context), LimitPricing(price: price),
            OrderTerms(settings.timeInForce, goodFor: settings.goodFor, isPostOnly: settings.postOnly),
            repriceAfter: settings.repriceAfter)
    }
}
