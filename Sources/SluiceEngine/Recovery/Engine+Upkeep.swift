import SluiceKit
import SluiceMarket
import SluicePipeline

extension Engine {
    /// Keeps the ledger and the venue equal: looks for orders of unknown fate, and compares when that is due.
    func keepEqual(_ cycle: Cycle, _ outcome: inout Outcome) {
        obeyControl(at: cycle.now)
        listen(at: cycle.now)
        cancelWhatAdds(at: cycle.now, &outcome)
        if let journal, journal.isTight { latch(.reduceOnly, Cause(Self.diskTight)) }
        lookForUnknown(at: cycle.now, &outcome)
        guard canReconcile else { return }
        let isDue = cycle.number.isMultiple(of: reconcileEvery)
        if wantsReconciliation || !isReconciled || isDue { reconcile(cycle) }
    }

    /// The disk runs so short that the ledger is at risk.
    static let diskTight = Reason("disk_tight")

    /// Whether an order that was approved may still leave: a person may have restricted trading since.
    func isStillAllowed(_ order: ApprovedOrder) -> Bool {
        obeyControl(at: order.time)
        return standing == .open || PreTradeCheck.reduces(order, portfolio)
    }
}
