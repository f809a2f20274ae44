public import SluiceKit
public import SluiceMarket

/// Something that happened in a cycle, beside what the frames say.
///
/// What is rare and large lies elsewhere, so that orders and trades are copied cheaply.
public enum EngineEvent: Sendable {
    /// A stage failed.
    indirect case stageFailed(stage: Int, message: String, policy: FaultPolicy)
    /// The cycle ended without orders.
    case cycleSkipped(SkipCause)
    /// Trading was restricted further than before.
    case restricted(TradingStanding, Cause)
    /// A risk limit is near.
    case warned(Cause)
    /// The pre-trade check refused an order.
    case refused(OrderRequest, Cause)
    /// An order went to the broker.
    case sent(ApprovedOrder)
    /// The broker rejected an order.
    case rejected(ApprovedOrder, Reason)
    /// Nobody knows whether the venue has an order.
    case unknown(ApprovedOrder, Reason)
    /// What was left of an order was cancelled.
    case cancelled(ApprovedOrder, Reason)
    /// An order traded.
    case filled(Fill)
    /// The account paid or received cash without a trade.
    case charged(Charge)
    /// The broker reported about an order that is not open here.
    case stray(OrderID)
    /// The broker reported something of an order that cannot follow; it was kept and changed nothing.
    case illegalReport(ApprovedOrder)
    /// The venue would not cancel an order.
    case cancelRefused(ApprovedOrder, Reason)
    /// A trade was booked that nobody expected.
    case irregularFill(Fill, FillIrregularity)
    /// What became of an order of unknown fate is known.
    case resolved(ApprovedOrder, VenueOrder.Standing)
    /// The venue does not know an order, twice and after its settling time.
    case lost(ApprovedOrder)
    /// The venue and the ledger were compared.
    indirect case reconciled(Reconciliation)
    /// A person freed trading.
    indirect case freed(reason: String, by: String)
    /// What must survive could not be written down.
    indirect case journalFailed(String)
}

/// Why a cycle ended without orders.
public enum SkipCause: Hashable, Sendable {
    /// A stage failed.
    indirect case stageFailed(stage: Int)
    /// The cycle came too late on the wall clock, by so much.
    case late(Span)
    /// The stages took longer than the deadline.
    case deadline(Span)
}

extension SkipCause {
    /// The cause as a word.
    public var word: String {
        switch self {
        case .stageFailed: "stage_failed"
        case .late: "late"
        case .deadline: "deadline"
        }
    }
}
