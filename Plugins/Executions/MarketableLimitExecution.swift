import SluiceKit
import SluiceMarket

/// Takes what the other side offers at a limit, a step more eager with each try.
///
/// Try k asks for all that is left at ask + k x step_ticks x tick (bid - k x step_ticks x tick for a sale), at once or not
/// at all, and the next one comes after duration / steps. What is left at the end is left. A try waits while the one
/// before is not answered. See `ParentDesk` for how a parent ends, is paused, and fails.
///
/// Worked number: with an ask of 100.00, a tick of 0.01 and 2 ticks a step, the third try is limited to 100.04.
final class MarketableLimitExecution: TimedExecution {
    static let manifest = Manifest(
        "marketable_limit", "Takes what the other side offers at a limit, a step more eager with each try.")

    struct Settings: PluginSettings {
        @Setting(in: 1...50, help: "How many tries there are.")
        var steps = 3

        @Setting(in: 0...1_000, help: "How many ticks a try is more eager than the one before.")
        var stepTicks = 1

        @Setting(
            in: Amount.leastPositive...Amount(1_000_000),
            help: "The step of prices that limits are rounded to.")
        var tick = Amount.hundredth

        @Setting(in: .seconds(1) ... .days(1), help: "The time in which all tries are made.")
        var duration: Span = .seconds(30)

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
    }

    private var desk: ParentDesk<EagerSlices>

    init(settings: Settings, context: StageContext) throws {
        let demand = TargetDemand(
            sizing: OrderSizing(lot: settings.lot, minValue: settings.minValue?.amount ?? .zero),
            count: context.axes.instruments.count)
        let stride = try settings.tick.multiplied(by: Amount(settings.stepTicks), rounding: .halfEven)
        let policy = EagerSlices(
            duration: settings.duration, steps: settings.steps, stride: stride, tick: settings.tick)
        desk = ParentDesk(demand, policy, OrderTerms(.ioc), maxRejects: settings.maxChildRejects)
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
