import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Brokers

@Suite struct DryRunBrokerTests {
    private let log = LogRecord()
    private let sheet = ReportSheet(capacity: 4)
    private let market = MarketFrame.test([MarketBar(50), MarketBar(10)])

    private func broker(_ yaml: String = "") throws -> DryRunBroker {
        try DryRunBroker.test(yaml, in: .test(instruments: ["AAA", "BBB"], log: log))
    }

    @Test func `an order is accepted, written down and cancelled at the next cycle`() throws {
        let broker = try broker()
        broker.submit(.test(1, .buy, Amount(151)), market, into: sheet)
        broker.submit(
            .test(2, .sell, .test("0.5"), of: 1, pricing: .limit(.test("9.75"))), market, into: sheet)
        broker.submit(.test(3, .buy, Amount(1), of: 9), market, into: sheet)
        #expect(sheet.reports.map(\.event) == [.accepted, .accepted, .accepted])
        #expect(
            log.lines == [
                "dry run: buy 151 AAA at the market", "dry run: sell 0.5 BBB at 9.75 or better",
                "dry run: buy 1 instrument 9 at the market",
            ])
        sheet.clear()
        let now = ManualClock.start + .minutes(1)
        broker.settle(.test(now: now), market, into: sheet)
        #expect(sheet.reports.map(\.order.number) == [1, 2, 3])
        #expect(sheet.reports.allSatisfy { $0.event == .cancelled(DryRunBroker.dryRun) && $0.time == now })
        sheet.clear()
        broker.settle(.test(), market, into: sheet)
        #expect(sheet.reports.isEmpty)
    }

    @Test func `the account never changes`() throws {
        let broker = try broker("cash: 5000 EUR")
        broker.submit(.test(1, .buy, Amount(1)), market, into: sheet)
        broker.settle(.test(), market, into: sheet)
        #expect(
            broker.account()
                == BrokerAccount(cash: try #require(Money(parsing: "5000 EUR")), holdings: [.zero, .zero]))
    }

    @Test func `an order can be cancelled once`() throws {
        let broker = try broker()
        broker.submit(.test(1, .buy, Amount(1)), market, into: sheet)
        sheet.clear()
        for _ in 0..<2 { broker.cancel(OrderID(1), at: ManualClock.start, into: sheet) }
        broker.settle(.test(), market, into: sheet)
        #expect(sheet.reports.map(\.event) == [.cancelled(DryRunBroker.requested)])
    }

    @Test func `open orders are remembered`() throws {
        let broker = try broker()
        broker.submit(.test(7, .buy, Amount(1)), market, into: sheet)
        var writer = MemoryWriter()
        broker.remember(into: &writer)
        let fresh = try self.broker()
        var reader = MemoryReader(writer.words)
        try fresh.recall(from: &reader)
        sheet.clear()
        fresh.settle(.test(), market, into: sheet)
        #expect(sheet.reports.map(\.order.number) == [7])
    }

    @Test func `it trades on paper only`() {
        #expect(DryRunBroker.modes == [.backtest, .paper])
        #expect(DryRunBroker.servesSimulatedClock)
        #expect(!DryRunBroker.Settings.issues("cash: 5000").isEmpty)
        #expect(!DryRunBroker.Settings.issues("cash: -1 USD").isEmpty)
    }
}
