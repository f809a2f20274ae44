import SluiceKit
import SluiceMarket

/// Orders the difference to the target in three slices, the last two some seconds after the cycle.
///
/// A parent belongs to its cycle; what was not sliced by the next one is planned anew.
final class WorldSlices: TimedExecution {
    static let manifest = Manifest("world", "Orders in slices.")
    typealias Settings = WorldSettings

    private static let slices = 3
    private unowned let world: World
    private var parent = Timestamp.distantPast
    private var next = slices
    private var due: Timestamp?
    private var totals: [Int]

    init(settings: Settings, context: StageContext) throws {
        world = try World.of(settings.world)
        totals = Array(repeating: 0, count: context.axes.instruments.count)
    }

    var nextAct: Timestamp? { due }

    func plan(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet) {
        let portfolio = cycle.portfolio
        (parent, next) = (cycle.now, 0)
        for open in portfolio.openOrders where targets.standing > .open { sheet.cancel(open.order.id) }
        for index in totals.indices {
            totals[index] = total(index, targets, portfolio)
            if totals[index] != 0 {
                world.inspector.parents[.init(instrument: index, parent: parent)] = abs(totals[index])
            }
        }
        slice(cycle.now, sheet)
    }

    func act(_ cycle: Cycle, _ market: MarketFrame, into sheet: OrderSheet) { slice(cycle.now, sheet) }

    private func total(_ index: Int, _ targets: ApprovedTargetFrame, _ portfolio: Portfolio) -> Int {
        let (weight, mark) = (targets.weight[index], portfolio.mark[index])
        guard weight.isFinite, mark > 0, portfolio.equity > 0 else { return 0 }
        let held = portfolio.quantity[index] + portfolio.pending[index]
        var goal = (weight * portfolio.equity / mark).rounded(.towardZero)
        // What crosses zero is closed first, and opened in the cycle after.
        if goal * held < 0 { goal = 0 }
        if targets.standing > .open, abs(goal) > abs(held) { return 0 }
        // What is hardly worth an order waits, unless it closes.
        return abs(goal - held) * mark < 4_000 && goal != 0 ? 0 : Int(goal - held)
    }

    private func slice(_ now: Timestamp, _ sheet: OrderSheet) {
        for index in totals.indices where totals[index] != 0 {
            let total = abs(totals[index])
            let size = total / Self.slices + (next < total % Self.slices ? 1 : 0)
            guard size > 0 else { continue }
            sheet.add(
                OrderRequest(
                    instrument: index, side: totals[index] > 0 ? .buy : .sell, quantity: Amount(size),
                    origin: OrderOrigin(parent: parent, child: Int32(next))))
        }
        next += 1
        due = next < Self.slices && totals.contains { $0 != 0 } ? now + .seconds(15) : nil
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(parent)
        memory.write(next)
        memory.write(due ?? .distantPast)
        for total in totals { memory.write(total) }
    }

    func recall(from memory: inout MemoryReader) throws {
        (parent, next) = (try memory.timestamp(), try memory.int())
        let due = try memory.timestamp()
        self.due = due == .distantPast ? nil : due
        for index in totals.indices { totals[index] = try memory.int() }
    }
}
