import SluiceDocument
import SluiceKit
import SluiceMarket

/// Where stops wait, and how long: what both executions by stops let the file say.
struct StopSettings: PluginSettings {
    @Setting(help: "The price of the market that triggers are made from.")
    var reference = PriceReference.opposite

    @Setting(in: 0...2_000, help: "How far beyond the reference the trigger is.")
    var offset: BasisPoints = 25

    @Setting(
        in: Amount.leastPositive...Amount(1_000_000),
        help: "The step of prices that an order's prices are rounded to.")
    var tick = Amount.hundredth

    @Setting(help: "How long an order stands: gtd for good_for, ioc and fok only at once.")
    var timeInForce = OrderLife.day

    @Setting(in: .seconds(1) ... .days(90), help: "How long an order of gtd stands.")
    var goodFor: Span?

    @Setting(
        in: .seconds(1) ... .days(7), help: "When a resting order is priced anew; null lets it rest.")
    var repriceAfter: Span?

    func check(_ issues: inout [Diagnostic]) {
        issues += OrderTerms.conflicts(timeInForce, $timeInForce, goodFor: goodFor)
    }

    /// Where a stop waits.
    var trigger: OffsetPrice { OffsetPrice(reference: reference, offset: offset.amount, tick: tick) }

    /// A desk whose stops have a limit some way beyond them; nil for none.
    func desk(_ demand: TargetDemand, limitOffset: Amount?) -> RestingDesk<StopPricing> {
        RestingDesk(
            demand, StopPricing(trigger: trigger, limitOffset: limitOffset),
            OrderTerms(timeInForce, goodFor: goodFor), repriceAfter: repriceAfter)
    }
}
