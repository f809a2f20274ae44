import Brokers
import Foundation
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

@testable import SluiceEngine

/// An account with cash and holdings in two currencies.
@Suite struct CurrencyTests {
    private static let eur = Currency(parsing: "EUR")

    /// Runs 60 cycles, and counts those in which the equity is not what an independent sum says.
    private func wrongCycles(forgetsRate: Bool) throws -> Int {
        let run = try TwoCurrencies("sum-\(forgetsRate)")
        var exact = ExactAccount()
        exact.forgetsRate = forgetsRate
        var wrong = 0
        try run.run(60) { engine in
            try exact.take(engine.report.events)
            let portfolio = engine.portfolio
            let isSame =
                portfolio.cash == exact.cash("USD")
                && portfolio.foreign[0].purse.cash == exact.cash("EUR")
            let worth = try exact.equity(engine.report.market).doubleValue
            if !isSame || !(abs(portfolio.equity / worth - 1) < 1e-12) { wrong += 1 }
        }
        #expect(exact.trades["USD", default: 0] > 10 && exact.trades["EUR", default: 0] > 10)
        return wrong
    }

    @Test func `cash and holdings of both currencies are the equity in each of 60 cycles`() throws {
        #expect(try wrongCycles(forgetsRate: false) == 0)
        // The comparison finds a euro that is taken for a dollar.
        #expect(try wrongCycles(forgetsRate: true) == 60)
    }

    @Test func `60 cycles in two runs are 60 cycles in one, at 4 cuts by seed 67, and replay the same`()
        throws
    {
        let straight = try TwoCurrencies("straight")
        try straight.run(60)
        #expect(try straight.replayed() == [])
        var dice = Dice(seed: 67)
        for number in 0..<4 {
            let cut = 1 + Int(dice.uniform() * 58)
            let run = try TwoCurrencies("cut-\(number)")
            try run.run(cut)
            try run.run(60 - cut)
            #expect(run.digests == straight.digests, "cut after \(cut) cycles")
            #expect(run.equities == straight.equities, "cut after \(cut) cycles")
            #expect(try run.replayed() == [])
        }
    }

    @Test func `the ledger has a balance of each currency`() throws {
        let run = try TwoCurrencies("ledger")
        var (dollars, euros) = (Amount.zero, Amount.zero)
        try run.run(20) { (dollars, euros) = ($0.portfolio.cash, $0.portfolio.foreign[0].purse.cash) }
        let balances = try run.ledger().balances
        #expect(balances.map(\.currency) == ["EUR", "USD"])
        #expect(balances.map(\.cash) == [euros, dollars])
        #expect(balances.allSatisfy { $0.fees > .zero && !$0.realised.isZero })
    }

    @Test func `without a rate nothing new is meant, and with one again it goes on`() throws {
        let run = try TwoCurrencies(
            "gaps", bars: 200, gaps: 0.2, rate: "{ currency: EUR, market: EURUSD, max_age: 1s }")
        var (unknown, known) = (0, 0)
        try run.run(200) { engine in
            let isKnown = engine.report.market.isFresh(0)
            #expect(engine.portfolio.equity.isFinite == isKnown)
            #expect(engine.portfolio.rate[2].isFinite == isKnown)
            #expect(engine.portfolio.rate[1] == 1)
            let sent = engine.words.count { $0 == "sent" }
            if isKnown { known += sent } else { unknown += sent }
        }
        #expect(known > 20)
        #expect(unknown == 0)
    }

    @Test(arguments: [
        (Side.sell, "10", 0, nil), (.sell, "4", 0, nil), (.buy, "1", 0, "equity_unknown"),
        (.buy, "1", 1, "equity_unknown"),
    ])
    func `without a rate only an order that reduces a holding passes`(
        side: Side, quantity: String, instrument: Int, reason: String?
    ) throws {
        let market = MarketFrame.test([MarketBar(100), MarketBar(100)])
        let ledger = try ledger(rate: .market(instrument: 1, isInverse: false, maxAge: .zero))
        let eur = try #require(Self.eur)
        ledger.hold(Amount(10), of: 0)
        ledger.hold(Money(amount: Amount(5), currency: eur))
        let cycle = Cycle.test(portfolio: ledger.portfolio)
        // A price of the future is none.
        ledger.mark(market, at: .distantPast)
        let cause = PreTradeCheck(maxAge: .minutes(1)).refusal(
            of: CheckedOrder(
                request: OrderRequest(instrument: instrument, side: side, quantity: .test(quantity)),
                cycle: cycle, targets: ApprovedTargetFrame(count: 2), market: market, standing: .open),
            SessionLimits(OrderSettings(), instruments: 2))
        #expect(cause?.reason.name == reason)
    }

    @Test func `a wrong balance of another currency is found and stops trading`() throws {
        let world = JournalTests.World("foreign")
        let engine = try world.engine()
        try engine.go(1)
        #expect(engine.words.contains("reconciled passed"))
        let eur = try #require(Self.eur)
        world.venue.with { $0.otherCash = [Money(amount: Amount(7), currency: eur)] }
        engine.wantsReconciliation = true
        try engine.go(1)
        #expect(engine.words.contains("reconciled refused"))
        let texts = engine.report.events.compactMap {
            if case .reconciled(let result) = $0 { result.text } else { nil }
        }
        #expect(texts == ["refused: cash: 7 EUR more there"])
        #expect(engine.words.contains("refused not_reconciled") || !engine.words.contains("sent"))
    }

    @Test(arguments: [("0.9", 0), ("1", 0), ("1.1", 1)])
    func `a difference counts by its value in the account's currency`(theirs: String, found: Int) throws {
        let ledger = try ledger(rate: .fixed(.test("0.95")))
        let eur = try #require(Self.eur)
        ledger.mark(MarketFrame.test([nil, nil]), at: .distantPast)
        let account = BrokerAccount(
            cash: Money(amount: Amount(10_000), currency: .usd),
            otherCash: [Money(amount: .test(theirs), currency: eur)], holdings: [.zero, .zero])
        #expect(try ledger.foreignDifferences(to: account, tolerance: Amount(1)).count == found)
    }

    /// A ledger of two instruments, the first in euros.
    private func ledger(rate: CurrencyTable.Source) throws -> OrderLedger {
        let eur = try #require(Self.eur)
        let portfolio = Portfolio(
            count: 2, currencies: CurrencyTable(rates: [.init(eur, from: rate)], quoted: [eur, nil]))
        let symbols = ["I0", "I1"]
        let ledger = OrderLedger(
            portfolio, OrderNaming(account: "a", pipeline: "p", instruments: symbols),
            LedgerChanges(symbols: symbols))
        try ledger.open(
            BrokerAccount(
                cash: Money(amount: Amount(10_000), currency: .usd), holdings: [.zero, .zero]))
        return ledger
    }

    @Test func `a trade, its fee and a charge are booked each in its own currency`() throws {
        let ledger = try ledger(rate: .fixed(.test("1.1")))
        let gbp = try #require(Currency(parsing: "GBP"))
        ledger.changes.begin(currency: "USD")
        let told = VenueFill(
            .number(1), of: nil, instrument: 0, side: .buy, quantity: Amount(10), price: Amount(50),
            fee: Amount(2), feeCurrency: .usd, time: .distantPast)
        _ = try ledger.book(BrokerReport(told))
        _ = try ledger.book(
            BrokerReport(Charge(.number(1), .borrow, of: 0, amount: Amount(-3), at: .distantPast)))
        ledger.mark(MarketFrame.test([MarketBar(60), nil]), at: .distantPast)
        let (portfolio, batch) = (ledger.portfolio, ledger.changes.batch)
        #expect(batch.fills.map(\.currency) == ["EUR"] && batch.fills.map(\.feeCurrency) == ["USD"])
        #expect(batch.charges.map(\.currency) == ["EUR"])
        #expect(portfolio.cash == Amount(9_998) && portfolio.fees == Amount(2))
        #expect(portfolio.foreign[0].purse.cash == Amount(-503))
        #expect(portfolio.foreign[0].purse.funding == Amount(-3))
        #expect(portfolio.positions[0].fees.isZero && portfolio.positions[0].funding == Amount(-3))
        // 9,998 + (600 - 503) x 1.1 = 10,104.7; the holding is 660 of it.
        #expect(abs(portfolio.equity - 10_104.7) < 1e-9)
        #expect(abs(portfolio.weight[0] - 660 / 10_104.7) < 1e-12)
        #expect(abs(portfolio.equity(for: 0) - 10_104.7 / 1.1) < 1e-9)
        #expect(abs(portfolio.unitValue(0) - 66) < 1e-12)
        // What is charged in a currency without a rate is booked, and leaves the equity unknown.
        _ = try ledger.book(
            BrokerReport(Charge(.number(2), .other, amount: Amount(-1), in: gbp, at: .distantPast)))
        ledger.mark(MarketFrame.test([MarketBar(60), nil]), at: .distantPast)
        #expect(portfolio.foreign.last?.purse.cash == Amount(-1))
        #expect(portfolio.equity.isNaN)
    }

    @Test func `an account that the rates do not cover does not begin`() throws {
        let eur = try #require(Self.eur)
        let gbp = try #require(Currency(parsing: "GBP"))
        let ledger = try ledger(rate: .fixed(.test("1.1")))
        for account in [
            BrokerAccount(cash: Money(amount: Amount(1), currency: eur), holdings: [.zero, .zero]),
            BrokerAccount(
                cash: Money(amount: Amount(1), currency: .usd),
                otherCash: [Money(amount: Amount(1), currency: gbp)], holdings: [.zero, .zero]),
        ] {
            #expect(throws: LedgerError.self) { try ledger.open(account) }
        }
        let other = OrderLedger(
            Portfolio(count: 1, currencies: CurrencyTable(rates: [], quoted: [gbp])),
            OrderNaming(account: "a", pipeline: "p", instruments: ["I0"]), LedgerChanges(symbols: ["I0"]))
        #expect(throws: LedgerError.self) {
            try other.open(BrokerAccount(cash: Money(amount: Amount(1), currency: .usd), holdings: [.zero]))
        }
    }
}
