import SluiceKit
import SluiceMarket

/// A planted mistake: as the stub of the venue, but an order of unknown fate is sent again before it is looked up.
final class ResendingBroker: Broker {
    static let manifest = Manifest("stub_resending", "Sends orders of unknown fate again: a planted mistake.")
    static let modes = StubVenueBroker.modes
    static let servesSimulatedClock = false
    static let settlingTime = StubVenueBroker.settlingTime

    private let broker: StubVenueBroker

    init(settings: NoSettings, context: StageContext) {
        broker = StubVenueBroker(settings: settings, context: context)
    }

    var accountName: String { broker.accountName }
    func account() throws -> BrokerAccount { try broker.account() }
    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) {
        broker.settle(cycle, market, into: reports)
    }
    func submit(_ order: ApprovedOrder, _ market: MarketFrame, into reports: ReportSheet) throws {
        try broker.submit(order, market, into: reports)
    }
    func cancel(_ order: OrderID, at time: Timestamp, into reports: ReportSheet) throws {
        try broker.cancel(order, at: time, into: reports)
    }
    func adopt(_ orders: [ApprovedOrder]) { broker.adopt(orders) }
    func lookUp(_ order: ApprovedOrder) throws -> OrderLookup {
        _ = try broker.send(order)
        return try broker.lookUp(order)
    }
    func listing(after mark: String?) throws -> VenueListing? { try broker.listing(after: mark) }
    func remember(into memory: inout MemoryWriter) { broker.remember(into: &memory) }
    func recall(from memory: inout MemoryReader) throws { try broker.recall(from: &memory) }
}
