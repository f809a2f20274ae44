import SluiceKit
import SluiceMarket

/// An execution that works parents in children, by a policy of its own.
protocol ParentExecution: TimedExecution {
    associatedtype Policy: SlicePolicy
    /// The parents, one at a time for each instrument.
    var desk: ParentDesk<Policy> { get set }
}

extension ParentExecution {
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
