import SluiceKit
import SluiceMarket
import SluiceTestKit

@testable import Brokers

/// A paper broker with its market, driven order by order and cycle by cycle.
final class PaperVenue {
    let broker: PaperBroker
    let market: MarketFrame
    private let reports: ReportSheet
    private(set) var now = ManualClock.start
    private var lastOrder: UInt64 = 0
    private var cycles = 0

    init(_ yaml: String = "", instruments: Int = 2, currencies: CurrencyTable = .single) throws {
        let names = (0..<instruments).map { "I\($0)" }
        broker = try PaperBroker.test(yaml, in: .test(instruments: names, currencies: currencies))
        market = MarketFrame(count: instruments, barMinutes: 1)
        reports = ReportSheet(capacity: instruments)
    }

    /// Sends an order, and returns what the broker says.
    func send(
        _ side: Side, _ quantity: Amount, of instrument: Int = 0, pricing: OrderPricing = .market,
        timeInForce: TimeInForce = .goodTilCancelled, isPostOnly: Bool = false, isReduceOnly: Bool = false
    ) -> BrokerReport.Event? {
        lastOrder += 1
        reports.clear()
        let request = OrderRequest(
            instrument: instrument, side: side, quantity: quantity, pricing: pricing,
            timeInForce: timeInForce, isPostOnly: isPostOnly, isReduceOnly: isReduceOnly)
        let order = ApprovedOrder(
            id: OrderID(lastOrder), clientID: ClientOrderID(high: 0, low: lastOrder), request: request,
            time: now)
        broker.submit(order, market, into: reports)
        return reports.reports.first?.event
    }

    /// Lets time go by before the next cycle.
    func pass(_ span: Span) { now = now + span }

    /// Asks the broker again between two cycles, and returns what happened.
    func between(after span: Span) throws -> [BrokerReport] {
        now = now + span
        reports.clear()
        try broker.settle(.test(number: cycles, now: now), market, into: reports)
        return reports.reports
    }

    /// Goes on to the next cycle with new bars, nil for none, and returns what happened to open orders.
    func next(_ bars: [MarketBar?]) throws -> [BrokerReport] {
        now = now + .minutes(1)
        for (index, bar) in bars.enumerated() {
            market.fresh[index] = 0
            if let bar { market.set(index, bar, at: now) }
        }
        reports.clear()
        cycles += 1
        try broker.settle(.test(number: cycles, now: now), market, into: reports)
        return reports.reports
    }

    func cancel(_ number: UInt64) -> [BrokerReport] {
        reports.clear()
        broker.cancel(OrderID(number), at: now, into: reports)
        return reports.reports
    }

    var cash: Amount { broker.account().cash.amount }
    func held(_ instrument: Int = 0) -> Amount { broker.account().holdings[instrument] }
}

extension Amount {
    /// A decimal as a test writes it.
    /// - Precondition: The text is one.
    static func test(_ text: String) -> Amount {
        guard let amount = Amount(parsing: text) else { preconditionFailure("'\(text)' is no decimal") }
        return amount
    }
}

extension BrokerReport.Event {
    /// The event in a word or two: `filled 100 at 50 for 0.5`, `rejected no_quote`.
    var inWords: String {
        switch self {
        case .accepted: "accepted"
        case .rejected(let reason): "rejected \(reason.name)"
        case .unknown(let reason): "unknown \(reason.name)"
        case .filled(let quantity, let price, let fee): "filled \(quantity) at \(price) for \(fee)"
        case .cancelled(let reason): "cancelled \(reason.name)"
        case .expired: "expired"
        case .cancelRefused(let reason): "cancel refused \(reason.name)"
        case .charged(let charge): "\(charge.kind.rawValue) \(charge.amount)"
        case .traded(let told):
            "venue \(told.side.rawValue) \(told.quantity) of \(told.instrument ?? -1) at \(told.price) for \(told.fee)"
        }
    }
}
