import SluiceKit
import SluiceMarket

/// An order that `broker.paper` has accepted and not finished.
struct PaperOrder {
    let id: OrderID
    let instrument: Int
    let side: Side
    /// The price that is the worst it may fill at; nil where any will do.
    let limit: Amount?
    /// What wakes it; nil where it is awake.
    var trigger: StopTrigger?
    /// How long it stands.
    let timeInForce: TimeInForce
    /// Whether it only leads toward zero.
    let isReduceOnly: Bool
    /// When it is in the book.
    let arrival: Timestamp
    /// Whether it came while the next bar was on its way, so that this one's open, high and low are not for it.
    var isInsideBar: Bool
    /// Whether it was there at an event that did not fill it: from then on it waits in the book.
    var hasRested = false
    /// The first session that it stood in; the last day there is before.
    var session = CivilDate.distantFuture
    /// What has not traded yet.
    var remaining: Amount
    /// What it would fill at by the last quote, or its limit.
    var estimate: Amount
    /// How much cash it needs beyond what it frees.
    var promise = Amount.zero

    /// The step in which a part of it may fill: as fine as its quantity's own last decimal, one unit at most.
    var step: Amount {
        var step = Amount.unitsPerWhole
        while remaining.units % step != 0 { step /= 10 }
        return Amount(units: step) ?? .leastPositive
    }

    /// Whether it waits for its trigger.
    var isAsleep: Bool { trigger.map { !$0.hasFired } ?? false }

    /// Whether it trades at its first event or not at all.
    var isImmediate: Bool { timeInForce == .immediateOrCancel || timeInForce == .fillOrKill }

    init(_ order: ApprovedOrder, estimate: Amount, latency: Span = .zero, isBetweenCycles: Bool = false) {
        let request = order.request
        (id, instrument, side) = (order.id, request.instrument, request.side)
        limit = request.pricing.limit
        trigger = request.pricing.trigger.map { StopTrigger(side: request.side, price: $0) }
        (timeInForce, isReduceOnly) = (request.timeInForce, request.isReduceOnly)
        (arrival, isInsideBar) = (order.time + latency, isBetweenCycles || latency > .zero)
        (remaining, self.estimate) = (request.quantity, estimate)
    }

    /// Whether its time is over in a session and at a moment.
    func isOver(_ cycle: Cycle) -> Bool {
        switch timeInForce {
        case .day: session < cycle.session
        case .goodTil(let moment): cycle.now > moment
        case .goodTilCancelled, .immediateOrCancel, .fillOrKill: false
        }
    }
}
