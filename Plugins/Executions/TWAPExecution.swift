import SluiceDocument
import SluiceKit
import SluiceMarket

/// Trades what is wanted in equal children at equal times (TWAP).
///
/// Child i of n comes floor(duration x i / n) after the start; quantities are split by largest remainder in lots, the
/// earlier first. A parent is for what is wanted when it begins; see `ParentDesk` for how it ends, is paused, and fails.
///
/// Worked number: 221.8 in lots of 0.1 and 7 children are six of 31.7 and one of 31.6.
final class TWAPExecution: TimedExecution {
    static let manifest = Manifest(
        "twap", "Trades what is wanted in equal children at equal times.",
        source: "Time-weighted average price; quantities by Hamilton's largest remainder.")

    struct Settings: PluginSettings {
        @Setting(in: .seconds(1) ... .days(7), help: "How long a parent is worked.")
        var duration: Span = .minutes(30)

        @Setting(in: 1...500, help: "How many children a parent has.")
        var slices = 10

        @Setting(
            in: Amount.zero...Amount(1_000_000), help: "Smallest child; smaller ones merge with a neighbour.")
        var minChild = Amount.zero

        @Setting(help: "What becomes of what an earlier child has not traded.")
        var catchUp = CatchUp.next

        @Setting(in: 0...50, help: "How far a child's time may be moved at random, of the time between two.")
        var jitter: Percent = 0

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

    private var desk: ParentDesk<TimeSlices>

    init(settings: Settings, context: StageContext) throws {
        let demand = TargetDemand(
            sizing: OrderSizing(lot: settings.lot, minValue: settings.minValue?.amount ?? .zero),
            count: context.axes.instruments.count)
        guard let times = SliceTimes(slices: settings.slices, duration: settings.duration),
            let split = ChildSplit(slices: settings.slices, step: settings.lot, minimum: settings.minChild)
        else { throw AmountOverflow.outOfRange }
        var dice = context.dice
        let policy = TimeSlices(
            duration: settings.duration, offsets: (0..<settings.slices).map { times.offset(of: $0) },
            split: split, catchUp: settings.catchUp, jitter: settings.jitter.fraction, seed: dice.next())
        desk = ParentDesk(
            demand, policy, OrderTerms(settings.timeInForce, goodFor: settings.goodFor),
            maxRejects: settings.maxChildRejects)
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
