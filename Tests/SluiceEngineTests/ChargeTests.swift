import SluiceJournal
import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceEngine

/// Cash that an account pays or receives without a trade.
@Suite struct ChargeTests {
    private func ledger(instruments: Int = 2) throws -> OrderLedger {
        let portfolio = Portfolio(count: instruments)
        let symbols = (0..<instruments).map { "I\($0)" }
        let ledger = OrderLedger(
            portfolio, OrderNaming(account: "a", pipeline: "p", instruments: symbols),
            LedgerChanges(symbols: symbols))
        let cash = Money(amount: Amount(10_000), currency: .usd)
        try ledger.open(
            BrokerAccount(cash: cash, holdings: Array(repeating: .zero, count: instruments)))
        return ledger
    }

    private func amount(_ text: String) throws -> Amount { try #require(Amount(parsing: text)) }

    @Test func `a charge changes the cash once, however often it is told`() throws {
        let ledger = try ledger()
        let paid = Charge(.text("f1"), .funding, of: 1, amount: try amount("-3.69"), at: .distantPast)
        guard case .charged(let booked) = try ledger.book(BrokerReport(paid)) else {
            Issue.record("not booked")
            return
        }
        #expect(booked == paid)
        guard case .repeated = try ledger.book(BrokerReport(paid)) else {
            Issue.record("booked twice")
            return
        }
        #expect(ledger.portfolio.cash == (try amount("9996.31")))
        #expect(ledger.portfolio.funding == (try amount("-3.69")))
        #expect(ledger.portfolio.positions[1].funding == (try amount("-3.69")))
        #expect(ledger.portfolio.positions[0].funding.isZero)
        #expect(ledger.portfolio.fees.isZero)
    }

    @Test func `a charge and a trade of the same number are two things`() throws {
        let ledger = try ledger()
        let told = VenueFill(
            .number(1), of: nil, instrument: 0, side: .sell, quantity: Amount(2), price: Amount(50),
            fee: Amount(1), time: .distantPast)
        guard case .traded(let fill, .ofUnknownOrder) = try ledger.book(BrokerReport(told)) else {
            Issue.record("not booked")
            return
        }
        #expect(fill.side == .sell && fill.fee == Amount(1))
        _ = try ledger.book(BrokerReport(Charge(.number(1), .interest, amount: Amount(5), at: .distantPast)))
        guard case .repeated = try ledger.book(BrokerReport(told)) else {
            Issue.record("booked twice")
            return
        }
        #expect(ledger.portfolio.cash == Amount(10_000 + 100 - 1 + 5))
        #expect(ledger.portfolio.holdings[0] == Amount(-2))
    }

    @Test(arguments: [nil, 7, -1]) func `a charge of no instrument counts to the account`(place: Int?) throws
    {
        let ledger = try ledger()
        let charge = Charge(.number(1), .other, of: place, amount: Amount(-4), at: .distantPast)
        guard case .charged(let booked) = try ledger.book(charge) else {
            Issue.record("not booked")
            return
        }
        #expect(booked.instrument == nil)
        #expect(ledger.portfolio.cash == Amount(9_996))
        #expect(ledger.portfolio.positions.allSatisfy { $0.funding.isZero })
    }

    @Test func `a charge too large to tell ends the run and changes nothing`() throws {
        let ledger = try ledger()
        let charge = Charge(.number(1), .interest, of: 0, amount: .greatest, at: .distantPast)
        #expect(throws: LedgerError.self) { _ = try ledger.book(charge) }
        #expect(ledger.portfolio.cash == Amount(10_000))
        #expect(ledger.portfolio.funding.isZero)
    }

    @Test func `what was charged outlives the process, and what is told again is not booked again`() throws {
        let world = JournalTests.World("charges")
        var engine: Engine? = try world.engine()
        try engine?.go(2)
        world.venue.charge(Charge(.text("c1"), .borrow, of: 1, amount: Amount(-3), at: ManualTime.late))
        try engine?.go(1)
        #expect(engine?.words.contains("charged borrow -3") == true)
        world.venue.charge(Charge(.text("c2"), .interest, amount: Amount(2), at: ManualTime.late))
        engine = nil
        // The new process hears of both again, of the second for the first time.
        let next = try world.engine()
        #expect(next.portfolio.funding == Amount(-3))
        #expect(next.portfolio.positions[1].funding == Amount(-3))
        try next.go(1)
        #expect(next.words.contains("charged interest 2") && !next.words.contains("charged borrow -3"))
        #expect(next.words.contains("reconciled passed"))
        #expect(next.portfolio.funding == Amount(-1))
        #expect(next.portfolio.cash == world.venue.with { $0.cash })
    }

    @Test func `a charge whose report was lost comes with the next listing`() throws {
        let world = JournalTests.World("lost-charge")
        let engine = try world.engine()
        try engine.go(2)
        world.venue.with { $0.isHidden = true }
        world.venue.charge(Charge(.text("c1"), .funding, of: 0, amount: Amount(-3), at: ManualTime.late))
        engine.wantsReconciliation = true
        try engine.go(1)
        #expect(engine.words.contains("charged funding -3"))
        #expect(engine.portfolio.funding == Amount(-3))
    }

    @Test func `the summary adds up what was charged, by what for`() throws {
        let world = JournalTests.World("charge-summary")
        let engine = try world.engine()
        let keeper = SummaryKeeper()
        keeper.began(engine)
        for (name, amount) in [("a", -3), ("b", -4)] {
            world.venue.charge(
                Charge(.text(name), .funding, of: 0, amount: Amount(amount), at: ManualTime.late))
            try engine.go(1)
            keeper.cycleEnded(engine)
        }
        keeper.ended(engine)
        #expect(keeper.summary.charges.map(\.kind) == [.funding])
        #expect(keeper.summary.charges.first?.count == 2)
        #expect(keeper.summary.charges.first?.amount == Amount(-7))
    }

    @Test func `a record of a portfolio keeps what was charged, and one without charges is as it was`() throws
    {
        let ledger = try ledger()
        var plain = MemoryWriter()
        RecordedPortfolio.write(ledger.portfolio, [], into: &plain)
        _ = try ledger.book(Charge(.number(1), .funding, of: 1, amount: Amount(-4), at: .distantPast))
        var charged = MemoryWriter()
        RecordedPortfolio.write(ledger.portfolio, [], into: &charged)
        #expect(charged.words.count > plain.words.count)
        let copy = Portfolio(count: 2)
        var reader = MemoryReader(charged.words)
        _ = try RecordedPortfolio.read(into: copy, from: &reader)
        #expect(reader.isAtEnd)
        #expect(copy.funding == Amount(-4) && copy.positions[1].funding == Amount(-4))
        reader = MemoryReader(plain.words)
        _ = try RecordedPortfolio.read(into: copy, from: &reader)
        #expect(reader.isAtEnd && copy.funding.isZero && copy.positions[1].funding.isZero)
    }
}
