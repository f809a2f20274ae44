import SluiceKit
import SluiceMarket

/// Trades at the venue of a world, over a line on which anything can go wrong.
final class WorldBroker: Broker {
    static let refused = Reason("refused")
    static let rateLimited = Reason("rate_limited")
    static let asked = Reason("asked")
    static let timedOut = Reason("timed_out")
    static let serverError = Reason("server_error")
    static let garbage = Reason("garbage")
    static let manifest = Manifest(
        "world", "Trades at the venue of a world.",
        reasons: [refused, rateLimited, asked, timedOut, serverError, garbage])
    static let modes: Set<Mode> = [.paper]
    static let servesSimulatedClock = true
    static let settlingTime = Span.seconds(120)
    typealias Settings = WorldSettings

    let world: World
    private var session: VenueSession
    private var numbers: [ClientOrderID: OrderID] = [:]
    private var names: [OrderID: ClientOrderID] = [:]

    init(settings: Settings, context: StageContext) throws {
        world = try World.of(settings.world)
        session = VenueSession(world.venue)
    }

    var accountName: String { "simulated" }

    func account() throws -> BrokerAccount {
        if world.faults.happens(.failedStart, 0.05) { throw WorldFault("503 Service Unavailable") }
        return world.venue.account
    }

    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) throws {
        guard !world.isDead else { throw WorldFault("the process is dead") }
        if world.faults.happens(.thrownError, 0.001) { throw WorldFault("the connection broke") }
        // A poll that fails tells nothing; the next one tells it all.
        if world.outage > 0 || world.faults.happens(.serverError, 0.01) { return }
        let told = session.reports(world, at: cycle.now) { numbers[$0] }
        for report in told { reports.add(report) }
    }

    func submit(_ order: ApprovedOrder, _ market: MarketFrame, into reports: ReportSheet) throws {
        world.touch()
        guard !world.isDead else { throw WorldFault("the process is dead") }
        world.inspector.leaves(order, market)
        (numbers[order.clientID], names[order.id]) = (order.id, order.clientID)
        world.meanwhile()
        let event = try answer(to: order)
        if world.bug == .blindResend, case .unknown = event { take(order) }
        world.touch()
        guard !world.isDead else { throw WorldFault("the process is dead") }
        reports.add(BrokerReport(order.id, event, at: order.time))
        if world.bug == .targetPositions, event == .accepted { pretend(order, market, reports) }
    }

    private func answer(to order: ApprovedOrder) throws -> BrokerReport.Event {
        let isTaken = world.faults.number(0...1) == 1
        if world.outage > 0 || world.faults.happens(.lostRequest, 0.02) { return .unknown(Self.timedOut) }
        if world.faults.happens(.rateLimit, 0.01) { return .rejected(Self.rateLimited) }
        if world.faults.happens(.rejection, 0.01) { return .rejected(Self.refused) }
        if world.faults.happens(.lostAnswer, 0.02) {
            take(order)
            return .unknown(Self.timedOut)
        }
        if world.faults.happens(.serverError, 0.01) {
            if isTaken { take(order) }
            return .unknown(Self.serverError)
        }
        if world.faults.happens(.garbageBody, 0.01) {
            take(order)
            return .unknown(Self.garbage)
        }
        if world.faults.happens(.thrownError, 0.002) {
            if isTaken { take(order) }
            throw WorldFault("the connection broke")
        }
        take(order)
        return .accepted
    }

    private func take(_ order: ApprovedOrder) {
        world.venue.take(order, at: world.now)
        world.inspector.arrives(order)
    }

    /// Tells as filled what was only aimed at.
    private func pretend(_ order: ApprovedOrder, _ market: MarketFrame, _ reports: ReportSheet) {
        guard let price = Amount(market.mark(order.request.instrument), rounding: .halfEven) else { return }
        reports.add(
            BrokerReport(
                order.id, .filled(quantity: order.request.quantity, price: price, fee: .zero), at: order.time,
                fill: .text("aim \(order.clientID)")))
    }

    func cancel(_ order: OrderID, at time: Timestamp, into reports: ReportSheet) {
        world.touch()
        guard !world.isDead, let name = names[order] else { return }
        if world.outage > 0 || world.faults.happens(.lostCancel, 0.05) { return }
        // Its answer comes with the next reports, as those of trades do.
        if !world.venue.cancel(name, at: time) {
            reports.add(BrokerReport(order, .cancelRefused(Self.refused), at: time))
        }
    }

    func lookUp(_ order: ApprovedOrder) throws -> OrderLookup {
        guard !world.isDead, world.outage == 0 else { throw WorldFault("no route to host") }
        if world.faults.happens(.rateLimit, 0.02) { throw WorldFault("429 Too Many Requests") }
        if world.faults.happens(.serverError, 0.02) { throw WorldFault("502 Bad Gateway") }
        if world.faults.happens(.garbageBody, 0.02) { return .failed }
        guard let entry = world.venue.lookUp(order.clientID) else { return .notFound }
        let isYoung = world.now.since(entry.taken) < .seconds(60)
        if isYoung, world.faults.happens(.hiddenOrder, 0.3) { return .notFound }
        return .found(SimulatedVenue.told(entry))
    }

    func listing(after mark: String?) throws -> VenueListing? {
        guard !world.isDead, world.outage == 0 else { throw WorldFault("no route to host") }
        if world.faults.happens(.rateLimit, 0.02) { throw WorldFault("429 Too Many Requests") }
        if world.faults.happens(.serverError, 0.03) { throw WorldFault("500 Internal Server Error") }
        if world.faults.happens(.garbageBody, 0.03) { throw WorldFault("byte 17: '<' is no JSON") }
        return session.listing(world, after: mark)
    }

    func adopt(_ orders: [ApprovedOrder]) {
        for order in orders { (numbers[order.clientID], names[order.id]) = (order.id, order.clientID) }
    }
}
