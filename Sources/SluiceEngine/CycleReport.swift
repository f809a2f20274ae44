public import SluiceKit
public import SluiceMarket

/// What a cycle did, kept until the next one begins: the events, and the frames as the cycle left them.
public final class CycleReport {
    /// The number of the cycle, from 1; 0 before the first.
    public private(set) var number = 0
    /// The time of the cycle on the engine's clock.
    public private(set) var now = Timestamp.distantPast
    /// What happened, in order; without orders that went and trades where nobody reads of them.
    public private(set) var events: [EngineEvent] = []
    /// Whether orders that go and trades are among the events.
    var tellsOrders = true
    /// The trades among it, in order.
    public private(set) var fills: [Fill] = []
    /// How many orders went to the broker.
    public private(set) var sent = 0
    /// How many orders the pre-trade check refused.
    public private(set) var refused = 0
    /// Whether something else happened than that orders went and traded.
    public var hasOtherEvents: Bool { (tellsOrders ? sent + fills.count : 0) < events.count }
    /// Whether orders were kept back because the run is only warming up.
    public internal(set) var isWarmUp = false
    /// Whether the decisions left everything as it was, so that nobody was asked for targets: what was last approved is of
    /// an earlier cycle.
    public internal(set) var isStill = false
    /// Whether it was one of a stretch, of whose market observers hear as a whole.
    public internal(set) var isOfStretch = false
    /// The day of the session that the cycle belongs to.
    public internal(set) var session = CivilDate.distantPast
    /// Why the cycle ended without orders; nil when it did not.
    public internal(set) var skip: SkipCause?
    /// The decisions that sizers read, one frame for each branch.
    public var decisions: [DecisionFrame] { decided.objects }
    private let decided: LentRow<DecisionFrame>
    /// What each risk stage approved, in order.
    public var approved: [ApprovedTargetFrame] { approvals.objects }
    private let approvals: LentRow<ApprovedTargetFrame>
    /// The market the broker trades in.
    public let market: MarketFrame
    /// What is held and what it is worth.
    public let portfolio: Portfolio
    /// How the risk stages restrict trading.
    public internal(set) var riskStanding = TradingStanding.open

    init(
        decisions: [DecisionFrame],
        approved: LentRow<ApprovedTargetFrame>,
        market: MarketFrame,
        portfolio: Portfolio,
        capacity: Int
    ) {
        (decided, approvals) = (LentRow(decisions), approved)
        (self.market, self.portfolio) = (market, portfolio)
        events.reserveCapacity(8 * capacity + 16)
        fills.reserveCapacity(4 * capacity + 16)
    }

    func begin(number: Int, now: Timestamp) {
        (self.number, self.now, skip) = (number, now, nil)
        (isWarmUp, isStill, isOfStretch) = (false, false, false)
        events.empty()
        fills.empty()
        (sent, refused) = (0, 0)
    }

    /// An order went to the broker.
    func add(sent order: ApprovedOrder) {
        sent += 1
        if tellsOrders { events.append(.sent(order)) }
    }

    /// A trade was booked.
    func add(_ fill: Fill) {
        fills.append(fill)
        if tellsOrders { events.append(.filled(fill)) }
    }

    /// Gives one trade after the other.
    @inline(__always)
    func lendFills(_ body: (Fill) -> Void) {
        var place = 0
        while place < fills.count {
            body(fills[place])
            place += 1
        }
    }

    /// Lends one frame after the other of the decisions.
    func lendDecisions(_ body: (DecisionFrame) -> Void) { decided.lendEach(body) }

    /// Lends one frame after the other of what risk stages approved.
    func lendApproved(_ body: (ApprovedTargetFrame) -> Void) { approvals.lendEach(body) }

    /// The pre-trade check refused an order.
    func add(refused request: OrderRequest, _ cause: Cause) {
        refused += 1
        events.append(.refused(request, cause))
    }

    /// Something else happened than that an order was sent, refused or traded.
    func add(_ event: EngineEvent) { events.append(event) }
}
