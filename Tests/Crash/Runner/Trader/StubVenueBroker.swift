import Foundation
import SluiceKit
import SluiceMarket

/// Trades at the venue of a crash test, over the network.
///
/// Nothing is taken for sure that was not answered: whatever goes wrong with a submission leaves the order's fate unknown.
final class StubVenueBroker: Broker {
    static let refused = Reason("refused")
    static let noAnswer = Reason("no_venue_answer")
    static let asked = Reason("asked")
    static let manifest = Manifest(
        "stub_venue", "Trades at the venue of a crash test.", reasons: [refused, noAnswer, asked])
    static let modes: Set<Mode> = [.paper]
    static let servesSimulatedClock = false
    static let settlingTime = Span.milliseconds(300)

    /// How long a submission may take; whoever only asks has more patience.
    private static let submitTimeout = Span.milliseconds(250)

    let accountName = "crash"
    private let line: VenueLine
    private let symbols: [String]
    private var numbers: [String: OrderID] = [:]
    /// The place of the last trade that was told.
    private var last = 0

    init(settings: NoSettings, context: StageContext) {
        line = VenueLine(context.transport)
        symbols = context.axes.instruments
    }

    func account() throws -> BrokerAccount {
        guard let account = try line.ask("/account", for: AccountMessage.self) else {
            throw VenueLine.Failure(description: "the venue knows no account")
        }
        return told(account)
    }

    // MARK: Trading

    func submit(_ order: ApprovedOrder, _ market: MarketFrame, into reports: ReportSheet) throws {
        numbers[order.clientID.description] = order.id
        reports.add(BrokerReport(order.id, try send(order), at: order.time))
    }

    /// Sends an order; what that came to.
    func send(_ order: ApprovedOrder) throws -> BrokerReport.Event {
        let request = order.request
        let terms = SubmitMessage(
            client: order.clientID.description, symbol: symbols[request.instrument], side: request.side,
            quantity: request.quantity, limit: request.pricing.limit)
        let body = Array(try JSONEncoder().encode(terms))
        switch line.call("POST", "/orders", body: body, timeout: Self.submitTimeout) {
        case .answered(200, let body):
            guard let answer = try? JSONDecoder().decode(OrderMessage.self, from: Data(body)) else {
                return .unknown(Self.noAnswer)
            }
            return answer.standing == .rejected ? .rejected(Self.refused) : .accepted
        case .answered, .unclear: return .unknown(Self.noAnswer)
        }
    }

    func cancel(_ order: OrderID, at time: Timestamp, into reports: ReportSheet) throws {
        guard let name = numbers.first(where: { $0.value == order })?.key else { return }
        let answer = try? line.ask("/orders/\(name)", for: OrderMessage.self, method: "DELETE")
        // What has traded before comes before the end of the order.
        tell(into: reports)
        switch answer?.standing {
        case .cancelled: reports.add(BrokerReport(order, .cancelled(Self.asked), at: time))
        case .open: reports.add(BrokerReport(order, .cancelRefused(Self.refused), at: time))
        case .filled, .rejected, nil: break
        }
    }

    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) { tell(into: reports) }

    /// Reports the trades since the last ones; a venue that does not answer is asked again in the next cycle.
    private func tell(into reports: ReportSheet) {
        guard let listing = try? line.ask("/listing?after=\(last)", for: ListingMessage.self) else { return }
        for fill in listing.fills {
            // A trade of an order that is not open any more comes with the next comparison.
            guard let number = numbers[fill.client] else { continue }
            reports.add(
                BrokerReport(
                    number, .filled(quantity: fill.quantity, price: fill.price, fee: fill.fee),
                    at: Timestamp(nanoseconds: fill.time), fill: .text(fill.name)))
        }
        last = listing.last
    }

    // MARK: Recovery

    func adopt(_ orders: [ApprovedOrder]) {
        for order in orders { numbers[order.clientID.description] = order.id }
    }

    func lookUp(_ order: ApprovedOrder) throws -> OrderLookup {
        do {
            let answer = try line.ask("/orders/\(order.clientID)", for: OrderMessage.self)
            return answer.map { .found(told($0)) } ?? .notFound
        } catch { return .failed }
    }

    func listing(after mark: String?) throws -> VenueListing? {
        let place = mark.flatMap { Int($0) } ?? 0
        guard let listing = try line.ask("/listing?after=\(place)", for: ListingMessage.self) else {
            throw VenueLine.Failure(description: "the venue lists nothing")
        }
        return VenueListing(
            isComplete: true, openOrders: listing.openOrders.map(told), fills: listing.fills.map(told),
            account: told(listing.account), mark: "\(listing.last)")
    }

    func remember(into memory: inout MemoryWriter) { memory.write(last) }
    func recall(from memory: inout MemoryReader) throws { last = try memory.int() }
}

extension StubVenueBroker {
    private func told(_ account: AccountMessage) -> BrokerAccount {
        BrokerAccount(
            cash: Money(amount: account.cash, currency: .usd),
            holdings: symbols.map { account.holdings[$0] ?? .zero })
    }

    private func told(_ order: OrderMessage) -> VenueOrder {
        let standing: VenueOrder.Standing =
            switch order.standing {
            case .open: .open
            case .filled: .filled
            case .cancelled: .cancelled
            case .rejected: .rejected
            }
        return VenueOrder(
            clientID: ClientOrderID(order.terms.client), venueID: "\(order.number)",
            instrument: symbols.firstIndex(of: order.terms.symbol), side: order.terms.side,
            quantity: order.terms.quantity, filled: order.filled, standing: standing)
    }

    private func told(_ fill: FillMessage) -> VenueFill {
        VenueFill(
            .text(fill.name), of: ClientOrderID(fill.client), instrument: symbols.firstIndex(of: fill.symbol),
            side: fill.side, quantity: fill.quantity, price: fill.price, fee: fill.fee,
            time: Timestamp(nanoseconds: fill.time))
    }
}
