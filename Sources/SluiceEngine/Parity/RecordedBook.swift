import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// The portfolio that the stages of a recorded cycle saw.
struct RecordedBook {
    private let bytes: [UInt8]
    /// The portfolio.
    let portfolio: Portfolio

    /// Nil where the stages of the cycle did not run.
    init?(_ record: TracedCycle, for engine: Engine) throws {
        guard let bytes = record.bytes(.portfolio) else { return nil }
        self.bytes = bytes
        portfolio = Portfolio(count: engine.plan.instruments.count, currencies: engine.plan.currencies)
        var memory = MemoryReader(bytes: bytes)
        _ = try RecordedPortfolio.read(into: portfolio, from: &memory)
    }

    /// The first thing in which an engine's portfolio differs; nil for none.
    func difference(from now: Portfolio, symbols: [String]) -> String? {
        if portfolio.cash != now.cash { return "cash: recorded \(portfolio.cash), now \(now.cash)" }
        for (before, after) in zip(portfolio.foreign, now.foreign) where before.purse != after.purse {
            return
                "cash in \(before.currency.code): recorded \(before.purse.cash), now \(after.purse.cash)"
        }
        for index in 0..<portfolio.count where portfolio.holdings[index] != now.holdings[index] {
            return
                "\(symbols[index]): recorded \(portfolio.holdings[index]) held, now \(now.holdings[index])"
        }
        let (before, after) = (Self.names(portfolio), Self.names(now))
        return before == after ? nil : "open orders: recorded \(before.count), now \(after.count)"
    }

    private static func names(_ portfolio: Portfolio) -> [OpenName] {
        portfolio.openOrders.map { OpenName(name: $0.order.clientID, filled: $0.progress.filled) }
    }

    private struct OpenName: Equatable {
        let name: ClientOrderID
        let filled: Amount
    }

    /// The account that a broker has by it.
    func account(in currency: Currency) -> BrokerAccount {
        BrokerAccount(
            cash: Money(amount: portfolio.cash, currency: currency),
            otherCash: portfolio.foreign.map { Money(amount: $0.purse.cash, currency: $0.currency) },
            holdings: portfolio.holdings)
    }

    /// Puts it in the place of an engine's own.
    ///
    /// - Parameters:
    ///   - engine: An engine that has just settled a cycle.
    ///   - number: The number of the last order that the run has sent.
    ///   - isBrokers: Whether the engine's broker has this book already; else it takes it too.
    /// - Throws: A record that cannot be read, and what the broker says.
    func replace(in engine: Engine, lastOrder number: UInt64, isBrokers: Bool) throws {
        let ledger = engine.ledger
        let own = engine.portfolio.openOrders.map(\.order.id)
        var memory = MemoryReader(bytes: bytes)
        ledger.fills = try RecordedPortfolio.read(into: engine.portfolio, from: &memory)
        ledger.isPendingStale = false
        ledger.continueNumbers(after: number)
        for open in engine.portfolio.openOrders {
            ledger.continueNumbers(after: open.order.id.number)
            _ = ledger.known.insert(open.order.clientID, lasts: true)
        }
        guard !isBrokers else { return }
        let reports = ReportSheet(capacity: engine.plan.instruments.count)
        for order in own { try engine.broker.cancel(order, at: engine.report.now, into: reports) }
        let currency = try engine.broker.account().cash.currency
        engine.broker.resume(
            LeftAccount(
                account(in: currency), lastFill: ledger.known.lastNumber ?? 0,
                lastCharge: ledger.knownCharges.lastNumber ?? 0))
        for open in engine.portfolio.openOrders {
            var request = open.order.request
            request.quantity = open.remaining
            let left = ApprovedOrder(
                id: open.order.id, clientID: open.order.clientID, request: request, time: open.order.time)
            try engine.broker.submit(left, engine.brokerMarket, into: reports)
        }
    }
}
