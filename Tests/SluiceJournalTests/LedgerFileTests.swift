import SluiceKit
import SluiceMarket
import TemporaryFolders
import Testing

@testable import SluiceJournal

@Suite struct LedgerFileTests {
    private let ledgers: Ledgers

    init() throws { ledgers = try Ledgers() }

    @Test func `what was written is there after a restart, to the last digit`() throws {
        let pricings: [OrderPricing] = [
            .market, .limit(try Ledgers.amount("0.000000000001")),
            .stop(trigger: try Ledgers.amount("123456789012345.123456789012")),
            .stopLimit(trigger: Amount(2), limit: Amount(-1)),
        ]
        let times: [TimeInForce] = [
            .day, .goodTilCancelled, .immediateOrCancel, .fillOrKill, .goodTil(.distantFuture),
        ]
        var batch = LedgerBatch()
        (batch.cycle, batch.scheduled) = (7, Ledgers.noon)
        for (index, time) in times.enumerated() {
            let request = OrderRequest(
                instrument: 1, side: index.isMultiple(of: 2) ? .buy : .sell, quantity: Amount(10),
                pricing: pricings[index % 4], timeInForce: time, isPostOnly: index == 1,
                isReduceOnly: index == 2,
                origin: OrderOrigin(
                    parent: index == 3 ? .distantPast : nil, leg: 2, child: .max, replacement: .min))
            var intent = Ledgers.intent(UInt64(index) + 1, request)
            if index == 4 { intent.decision = "alpha 'up'; \u{1F600}" }
            batch.intents.append(intent)
        }
        batch.transitions = [
            Ledgers.step(1, .intended, .sent), Ledgers.step(2, .intended, .rejected),
        ]
        batch.transitions[0].venueID = "V-1"
        batch.fills = [try Ledgers.fill(1, of: 1), try Ledgers.fill(2, of: 1, "1.000000000001")]
        batch.charges = [
            Ledgers.charge(1, .funding, symbol: "SPY", "-0.000000000001"), Ledgers.charge(2, .interest, "7"),
        ].compactMap(\.self)
        batch.balances = [
            CashBalance(
                "USD", cash: try Ledgers.amount("-0.5"), fees: Amount(1), funding: try Ledgers.amount("6.5"))
        ]
        batch.positions = [
            PositionState(
                "SPY", quantity: try Ledgers.amount("3.500000000001"), averagePrice: Amount(101),
                funding: try Ledgers.amount("-0.000000000001"))
        ]
        batch.memories = [
            StageMemory(stage: "trend", fingerprint: .max, version: 3, words: [0, .max, 1 << 63]),
            StageMemory(stage: "empty", fingerprint: 0, version: 1, words: []),
        ]
        batch.restrictions = [Restriction(.halt, reason: "loss", by: "guard", time: Ledgers.noon, control: 4)]
        batch.notes = [LedgerNote("stray", "an order of someone else's", time: Ledgers.noon)]
        batch.fillMark = "mark-9"
        do { try #require(try ledgers.ledger().write(batch) == WriteOutcome()) }

        let state = try ledgers.ledger().load(instruments: ["QQQ", "SPY"])
        #expect(state.cycle == 7 && state.scheduled == Ledgers.noon && state.lastOrder == 5)
        #expect(state.orders.map(\.intent) == [0, 2, 3, 4].map { batch.intents[$0] })
        #expect(state.orders.map(\.state) == [.sent, .intended, .intended, .intended])
        #expect(state.orders[0].filled == (try Ledgers.amount("3.500000000001")))
        #expect(state.orders[0].venueID == "V-1" && state.orders[1].venueID == nil)
        #expect(state.balances == batch.balances && state.positions == batch.positions)
        #expect(state.memories == batch.memories.sorted { $0.stage < $1.stage })
        #expect(state.restriction == batch.restrictions[0] && state.lastControl == 4)
        #expect(state.fillMark == "mark-9" && state.fillCount == 2)
        #expect(Set(state.recentCharges) == [.text("2"), .text("1"), .number(2)])
    }

    @Test func `a symbol that is no longer traded has no number`() throws {
        let ledger = try ledgers.ledger()
        var batch = LedgerBatch()
        batch.intents = [Ledgers.intent(1)]
        try ledger.write(batch)
        #expect(try ledger.load(instruments: ["QQQ"]).orders.first?.intent.request.instrument == -1)
    }

    @Test func `a trade told twice is kept once and counted, and an order has one state`() throws {
        let ledger = try ledgers.ledger()
        var batch = LedgerBatch()
        batch.intents = [Ledgers.intent(1)]
        batch.fills = [try Ledgers.fill(1, of: 1)]
        #expect(try ledger.write(batch).repeatedFills == 0)
        batch.clear()
        batch.fills = [try Ledgers.fill(1, of: 1), try Ledgers.fill(2, of: 1), try Ledgers.fill(2, of: 1)]
        #expect(try ledger.write(batch).repeatedFills == 2)
        #expect(try ledger.load().fillCount == 2)
        #expect(try ledger.knows(.number(2)) && !(ledger.knows(.number(3))))
        #expect(try ledger.state(of: Ledgers.client(1)) == .intended)
        #expect(try ledger.state(of: Ledgers.client(2)) == nil)
    }

    @Test func `a charge told twice is kept once and counted`() throws {
        let ledger = try ledgers.ledger()
        var batch = LedgerBatch()
        batch.charges = [Ledgers.charge(1, .borrow, "-2")].compactMap(\.self)
        #expect(!batch.isEmpty)
        #expect(try ledger.write(batch).repeatedCharges == 0)
        #expect(try ledger.write(batch).repeatedCharges == 1)
        #expect(try ledger.database.number("SELECT count(*) FROM charges") == 1)
        batch.clear()
        #expect(batch.isEmpty)
    }

    @Test func `a batch with an order that is there already is not written, no part of it`() throws {
        let ledger = try ledgers.ledger()
        var batch = LedgerBatch()
        batch.intents = [Ledgers.intent(1)]
        try ledger.write(batch)
        batch.clear()
        batch.cycle = 2
        batch.intents = [Ledgers.intent(2), Ledgers.intent(1)]
        batch.notes = [LedgerNote("x", "y", time: Ledgers.noon)]
        let failed = batch
        let error = #expect(throws: JournalError.self) { try ledger.write(failed) }
        #expect(error?.code == .duplicate)
        #expect(try ledger.load().lastOrder == 1)
        #expect(try ledger.load().cycle == 0)
        #expect(try ledger.database.number("SELECT count(*) FROM notes") == 0)
        batch.intents.removeLast()
        try ledger.write(batch)
        #expect(try ledger.load().lastOrder == 2)
    }

    @Test func `a batch that was not written does not make a stage's memory count as written`() throws {
        let ledger = try ledgers.ledger()
        var batch = LedgerBatch()
        batch.intents = [Ledgers.intent(1), Ledgers.intent(1)]
        batch.memories = [StageMemory(stage: "trend", fingerprint: 1, version: 1, words: [5])]
        let failed = batch
        #expect(throws: JournalError.self) { try ledger.write(failed) }
        batch.intents.removeLast()
        try ledger.write(batch)
        #expect(try ledger.load().memories == batch.memories)
    }

    @Test func `commits are synced to the disk, as SQLite says itself`() throws {
        let ledger = try ledgers.ledger()
        #expect(try ledger.synchronous == 2)
        #expect(try ledger.database.text("PRAGMA journal_mode") == "wal")
        try ledger.write(LedgerBatch())
        #expect(try ledger.synchronous == 2)
    }

    @Test func `a copy made while the ledger is in use holds all of it`() throws {
        let ledger = try ledgers.ledger()
        var batch = LedgerBatch()
        batch.intents = [Ledgers.intent(1)]
        try ledger.write(batch)
        let copy = "\(ledgers.folder.path)/copy.sqlite"
        try ledger.backup(to: copy)
        let read = try Database.open(copy, .read)
        #expect(try read.number("SELECT count(*) FROM orders") == 1)
        #expect(try read.text("PRAGMA integrity_check") == "ok")
    }
}
