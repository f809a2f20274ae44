import SluiceDocument
import SluiceKit
import SluiceMarket

/// Sends stop orders with a limit for what `execution.market` would send.
///
/// trigger as for `execution.stop`; limit = trigger x (1 + limit_offset) for a buy and x (1 - limit_offset) for a sale,
/// rounded to the tick toward the trigger. To flatten, market orders close everything.
///
/// Worked number: a buy that is woken at 100.25 with 10bps of room and a tick of 0.01 is limited to 100.35.
final class StopLimitExecution: Execution {
    static let manifest = Manifest(
        "stop_limit",
        "Sends stop orders with a limit, which trade within it once the market has moved.")

    struct Settings: PluginSettings {
        @Setting(help: "The price of the market that triggers are made from.")
        var reference = PriceReference.opposite

        @Setting(in: 0...2_000, help: "How far beyond the reference the trigger is.")
        var offset: BasisPoints = 25

        @Setting(in: 0...2_000, help: "How much worse than the trigger an order may trade.")
        var limitOffset: BasisPoints = 10

        @Setting(
            in: Amount.leastPositive...Amount(1_000_000),
            help: "The step of prices that prices are rounded to.")
        var tick = Amount.hundredth

        @Setting(help: "How long an order stands: gtd for good_for, ioc and fok only at once.")
        var timeInForce = OrderLife.day

        @Setting(in: .seconds(1) ... .days(90), help: "How long an order of gtd stands.")
        var goodFor: Span?

        @Setting(
            in: .seconds(1) ... .days(7), help: "When a resting order is priced anew; null lets it rest.")
        var repriceAfter: Span?

        @Setting(
            in: Amount.leastPositive...Amount(1_000_000),
            help: "Smallest quantity that trades; orders are multiples of it, but for those that close.")
        var lot = Amount(1)

        @Setting(
            in: Amount.zero...Amount(1_000_000_000),
            help: "Smallest value of an order, in the account's currency; what closes a holding may be less.")
        var minValue: Money?

        func check(_ issues: inout [Diagnostic]) {
            issues += OrderTerms.conflicts(timeInForce, $timeInForce, goodFor: goodFor)
        }
    }

    private var desk: RestingDesk<StopPricing>

    init(settings: Settings, context: StageContext) {
        let demand = TargetDemand(
            sizing: OrderSizing(lot: settings.lot, minValue: settings.minValue?.amount ?? .zero),
            count: context.axes.instruments.count)
        let trigger = OffsetPrice(
            reference: settings.reference, offset: settings.offset.amount, tick: settings.tick)
        desk = RestingDesk(
            demand, StopPricing(trigger: trigger, limitOffset: settings.limitOffset.amount),
            OrderTerms(settings.timeInForce, goodFor: settings.goodFor),
            repriceAfter: settings.repriceAfter)
    }

    func plan(
        _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
    ) {
        desk.plan(cycle, targets, market, into: sheet)
    }
}
