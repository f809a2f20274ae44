import SluiceKit
import SluiceMarket

/// An order that `broker.paper` has accepted and not finished.
struct PaperOrder {
    let id: OrderID
    /// Its name at a venue.
    let clientID: ClientOrderID
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
    /// What stands before it in the book at its price; NaN where it has not begun to wait, or nothing counts that.
    var ahead = Double.nan
    /// The first session that it stood in; the last day there is before.
    var session = CivilDate.distantFuture
    /// How much was ordered.
    let quantity: Amount
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

    /// A number as a part that may fill: rounded down to its step; nil for one that is none.
    func stepped(_ number: Double) -> Amount? {
        guard let exact = Amount(number, rounding: .down) else { return nil }
        return try? exact.rounded(toMultipleOf: step, rounding: .down)
    }

    /// Whether it waits for its trigger.
    var isAsleep: Bool { trigger.map { !$0.hasFired } ?? false }

    /// Whether it trades at its first event or not at all.
    var isImmediate: Bool { timeInForce == .immediateOrCancel || timeInForce == .fillOrKill }

    init(
        _ order: ApprovedOrder, estimate: Amount, promise: Amount, latency: Span, isBetweenCycles: Bool
    ) {
        (id, clientID) = (order.id, order.clientID)
        (instrument, side) = (order.request.instrument, order.request.side)
        quantity = order.request.quantity
        limit = order.request.pricing.limit
        let side = side
        trigger = order.request.pricing.trigger.map { StopTrigger(side: side, price: $0) }
        (timeInForce, isReduceOnly) = (order.request.timeInForce, order.request.isReduceOnly)
        (arrival, isInsideBar) = (order.time + latency, isBetweenCycles || latency > .zero)
        (remaining, self.estimate, self.promise) = (quantity, estimate, promise)
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
