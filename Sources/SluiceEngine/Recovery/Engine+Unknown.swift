import SluiceKit
import SluiceMarket

extension Engine {
    /// Looks for the orders whose fate nobody knows; nothing is ever sent again.
    func lookForUnknown(at now: Timestamp, _ outcome: inout Outcome) {
        guard !portfolio.openOrders.isEmpty else { return ledger.settleOrders() }
        let settling = type(of: broker).settlingTime
        for open in portfolio.openOrders where open.progress.state == .unknown {
            let order = open.order
            guard unknowns.isDue(order.id, at: now, settling: settling) else { continue }
            switch (try? broker.lookUp(order)) ?? .failed {
            case .failed: break
            case .found(let venue): take(venue, order, filled: open.progress.filled, at: now)
            case .notFound:
                guard unknowns.missed(order.id, at: now, settling: settling) else { continue }
                unknowns.found(order.id)
                ledger.apply(.lost, to: order.id, at: now)
                report.add(.lost(order))
                wantsReconciliation = true
                if hasBrokersBook { ledger.release(order.id, at: now) }
            }
        }
        ledger.settleOrders()
    }

    /// Whether the broker has no book but the one that our own journal keeps with the ledger, as on paper: an order that is
    /// not in it has never arrived, and there is no listing that could say more.
    private var hasBrokersBook: Bool { type(of: broker).servesSimulatedClock && !canReconcile }

    /// Takes the venue's word of how an order stands.
    ///
    /// What has traded is taken from fills alone: an order of which
    /// trades are missing stays open until they are booked.
    func take(_ venue: VenueOrder, _ order: ApprovedOrder, filled: Amount, at now: Timestamp) {
        unknowns.found(order.id)
        ledger.apply(.accepted, to: order.id, at: now)
        report.add(.resolved(order, venue.standing))
        guard venue.filled == filled else {
            wantsReconciliation = true
            return
        }
        switch venue.standing {
        case .open, .filled: break
        case .cancelled: ledger.apply(.cancelled, to: order.id, at: now, Self.atVenue)
        case .rejected: ledger.apply(.rejected, to: order.id, at: now, Self.atVenue)
        case .expired: ledger.apply(.expired, to: order.id, at: now, Self.atVenue)
        }
    }

    /// The venue said so when it was asked.
    static let atVenue = Reason("at_venue")
}
