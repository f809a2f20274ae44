import SluiceDocument
import SluiceKit
import SluiceMarket

/// Trades along with the market: a part of what others trade (POV).
///
/// child = floor(participation x volume since the child before), in lots, asked for in each cycle. The volume counts from
/// the parent's first cycle on. See `ParentDesk` for how a parent ends, is paused, and fails.
///
/// Worked number: a tenth of 1,234 in lots of 5 is a child of 120.
final class POVExecution: TimedExecution {
    static let manifest = Manifest("pov", "Trades a part of what others trade.")

    struct Settings: PluginSettings {
        @Setting(in: 0.1...100, help: "The part of the volume to be.")
        var participation: Percent = 10

        @Setting(in: .seconds(1) ... .days(30), help: "How long a parent is worked.")
        var duration: Span = .hours(6)

        @Setting(help: "How long a child stands: gtd for good_for, ioc and fok only at once.")
        var timeInForce = OrderLife.ioc

        @Setting(in: .seconds(1) ... .days(90), help: "How long a child of gtd stands.")
        var goodFor: Span?

        @Setting(in: 1...100, help: "How many rejected children let a parent fail until its time is over.")
        var maxChildRejects = 3

        @Setting(
            in: Amount.leastPositive...Amount(1_000_000),
            help: "Smallest quantity that trades; orders are multiples of it, but for those that close.")
        var lot = Amount(1)

        @Setting(
            in: Amount.zero...Amount(1_000_000_000),
            help: "Smallest value of a parent, in the account's currency; what closes a holding may be less.")
        var minValue: Money?

        func check(_ issues: inout [Diagnostic]) {
            issues += OrderTerms.conflicts(timeInForce, $timeInForce, goodFor: goodFor)
        }
    }

    private var desk: ParentDesk<VolumeSlices>

    init(settings: Settings, context: StageContext) throws {
        let demand = TargetDemand(
            sizing: OrderSizing(lot: settings.lot, minValue: settings.minValue?.amount ?? .zero),
            count: context.axes.instruments.count)
        let part = Amount(settings.participation.fraction, rounding: .halfEven) ?? .zero
        guard let rule = Participation(part: part, step: settings.lot) else {
            throw AmountOverflow.outOfRange
        }
        desk = ParentDesk(
            demand, VolumeSlices(duration: settings.duration, rule: rule),
            OrderTerms(settings.timeInForce, goodFor: settings.goodFor), maxRejects: settings.maxChildRejects)
    }

    var nextAct: Timestamp? { desk.nextAct }

    func plan(
        _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
    ) {
        desk.plan(cycle, targets, market, into: sheet)
    }

    func act(_ cycle: Cycle, _ market: MarketFrame, into sheet: OrderSheet) {
        desk.act(cycle, market, into: sheet)
    }

    func remember(into memory: inout MemoryWriter) { desk.remember(into: &memory) }
    func recall(from memory: inout MemoryReader) throws { try desk.recall(from: &memory) }
}
