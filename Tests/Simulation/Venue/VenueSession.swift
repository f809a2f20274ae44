import SluiceKit
import SluiceMarket

/// What one process hears of the venue: reports that are lost, late, told twice or in another order, and listings.
struct VenueSession {
    private var heard: Int
    private var late: [(due: Int, report: BrokerReport)] = []

    /// A session hears what happens from its beginning on.
    init(_ venue: SimulatedVenue) { heard = venue.events.count }

    /// What the venue tells at a poll.
    mutating func reports(
        _ world: World, at now: Timestamp, _ number: (ClientOrderID) -> OrderID?
    ) -> [BrokerReport] {
        var told = late.filter { $0.due <= world.cycle || !world.faults.isActive }.map(\.report)
        late.removeAll { $0.due <= world.cycle || !world.faults.isActive }
        for event in world.venue.events.dropFirst(heard) {
            guard let report = Self.report(event, number) else { continue }
            if world.faults.happens(.lostReport, 0.02) { continue }
            if world.faults.happens(.lateReport, 0.04) {
                late.append((world.cycle + world.faults.number(1...6), report))
                continue
            }
            told.append(report)
            if world.faults.happens(.duplicateReport, 0.04) {
                let again = world.bug == .doubleFill ? Self.renamed(report) : report
                if world.faults.number(0...1) == 0 {
                    told.append(again)
                } else {
                    late.append((world.cycle + world.faults.number(1...6), again))
                }
            }
        }
        heard = world.venue.events.count
        if told.count > 1, world.faults.happens(.reorderedReports, 0.1) { world.faults.shuffle(&told) }
        return told
    }

    private static func report(
        _ event: SimulatedVenue.Event, _ number: (ClientOrderID) -> OrderID?
    ) -> BrokerReport? {
        switch event {
        case .traded(let fill):
            guard let name = fill.clientID, let order = number(name) else { return nil }
            return BrokerReport(
                order, .filled(quantity: fill.quantity, price: fill.price, fee: fill.fee), at: fill.time,
                fill: fill.fill)
        case .cancelled(let name, let time):
            return number(name).map { BrokerReport($0, .cancelled(WorldBroker.asked), at: time) }
        }
    }

    /// The same report, told as if it were another.
    private static func renamed(_ report: BrokerReport) -> BrokerReport {
        BrokerReport(
            report.order, report.event, at: report.time, fill: report.fill.map { .text("\($0) again") })
    }

    /// All that the venue knows, with parts missing now and then.
    func listing(_ world: World, after mark: String?) -> VenueListing {
        let venue = world.venue
        let seen = mark.flatMap(Int.init) ?? 0
        var fills = Array(venue.fills.dropFirst(seen))
        var open = venue.openOrders
        var isComplete = true
        if world.faults.happens(.partialListing, 0.05) {
            isComplete = false
            fills = Array(fills.prefix(fills.count / 2))
            open = Array(open.prefix(open.count / 2))
        }
        // The account knows of a trade that the list of trades does not show yet.
        if isComplete, fills.last?.time == world.now, world.faults.happens(.lateListing, 0.05) {
            fills.removeLast()
        }
        return VenueListing(
            isComplete: isComplete, openOrders: open, fills: fills, account: venue.account,
            mark: "\(seen + fills.count)")
    }
}
