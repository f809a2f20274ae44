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
                let again = Self.again(report, world.bug)
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
        case .charged(let charge): return BrokerReport(charge)
        }
    }

    /// The same report, told as if it were another where that is the mistake.
    private static func again(_ report: BrokerReport, _ bug: PlantedBug?) -> BrokerReport {
        if bug == .doubleCharge, case .charged(let charge) = report.event {
            return BrokerReport(
                Charge(
                    .text("\(charge.id) again"), charge.kind, of: charge.instrument, amount: charge.amount,
                    at: charge.time))
        }
        guard bug == .doubleFill else { return report }
        return BrokerReport(
            report.order, report.event, at: report.time, fill: report.fill.map { .text("\($0) again") })
    }

    /// All that the venue knows, with parts missing now and then.
    func listing(_ world: World, after mark: String?) -> VenueListing {
        let venue = world.venue
        let seen = (mark ?? "").split(separator: " ").compactMap { Int($0) }
        let (seenFills, seenCharges) = seen.count == 2 ? (seen[0], seen[1]) : (0, 0)
        var fills = Array(venue.fills.dropFirst(seenFills))
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
            isComplete: isComplete, openOrders: open, fills: fills,
            charges: Array(venue.charges.dropFirst(seenCharges)), account: venue.account,
            mark: "\(seenFills + fills.count) \(venue.charges.count)")
    }
}
