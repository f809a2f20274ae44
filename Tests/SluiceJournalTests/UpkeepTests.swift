import SluiceKit
import SluiceMarket
import TemporaryFolders
import Testing

@testable import SluiceJournal

@Suite struct UpkeepTests {
    private let ledgers: Ledgers

    init() throws { ledgers = try Ledgers() }

    /// Orders 1 to 4: the first finished a second after noon, the second a day later, the others are open.
    private func prepare() throws {
        let ledger = try ledgers.ledger()
        var batch = LedgerBatch()
        (batch.cycle, batch.scheduled) = (1, Ledgers.noon)
        batch.intents = (1...4).map { Ledgers.intent($0) }
        batch.transitions = [
            Ledgers.step(1, .intended, .sent), Ledgers.step(1, .sent, .filled),
            Ledgers.step(2, .intended, .rejected), Ledgers.step(3, .intended, .sent),
        ]
        batch.transitions[2].time = Ledgers.noon + .days(1)
        batch.transitions[2].reason = "too \"large\", they say"
        batch.fills = [try Ledgers.fill(1, of: 1)]
        batch.restrictions = [Restriction(.halt, reason: "a,b", by: "ada", time: Ledgers.noon)]
        try ledger.write(batch)
        batch.clear()
        (batch.cycle, batch.scheduled) = (2, Ledgers.noon + .days(2))
        try ledger.write(batch)
    }

    private func lines(_ table: JournalTable, _ format: JournalFormat) throws -> [String] {
        var lines: [String] = []
        try JournalExport.write(table, of: ledgers.path, as: format) { lines.append($0) }
        return lines
    }

    private func moved() throws -> Int64? {
        try Database.open("\(ledgers.path)/archive.sqlite", .read).number("SELECT count(*) FROM orders")
    }

    @Test func `old finished orders move into the archive with their steps, and their fills stay`() throws {
        try prepare()
        let ledger = try ledgers.ledger()
        let before = try ledger.load()
        #expect(try ledger.compact(before: Ledgers.noon + .hours(1)) == 1)
        #expect(try ledger.load() == before)
        #expect(try ledger.state(of: Ledgers.client(1)) == nil && ledger.knows(.number(1)))
        #expect(try ledger.database.number("SELECT count(*) FROM transitions") == 2)
        let archive = try Database.open("\(ledgers.path)/archive.sqlite", .read)
        #expect(try archive.number("SELECT count(*) FROM transitions") == 2)
        #expect(try archive.text("SELECT state FROM orders") == "filled")
        #expect(try ledger.compact(before: Ledgers.noon + .hours(1)) == 0)
        #expect(try ledger.compact(before: .distantFuture) == 1)
        #expect(try moved() == 2)
        try ledger.shrink()
        #expect(try JournalCheck.verify(ledgers.path).isEmpty)
    }

    @Test func `orders of cycles that may be run again stay, lest they be sent twice`() throws {
        let ledger = try ledgers.ledger()
        var batch = LedgerBatch()
        (batch.cycle, batch.scheduled) = (1, Ledgers.noon + .hours(47))
        batch.intents = [Ledgers.intent(1)]
        batch.transitions = [Ledgers.step(1, .intended, .rejected)]
        try ledger.write(batch)
        #expect(try ledger.compact(before: .distantFuture) == 0)
        #expect(try ledger.load().recentNames == [Ledgers.client(1)])
        batch.clear()
        (batch.cycle, batch.scheduled) = (2, Ledgers.noon + .days(2))
        try ledger.write(batch)
        #expect(try ledger.compact(before: .distantFuture) == 1)
    }

    @Test func `numbers of orders go on when the highest has left`() throws {
        let ledger = try ledgers.ledger()
        var batch = LedgerBatch()
        batch.intents = [Ledgers.intent(9)]
        batch.transitions = [Ledgers.step(9, .intended, .rejected)]
        try ledger.write(batch)
        #expect(try ledger.compact(before: .distantFuture) == 1)
        #expect(try ledger.load().lastOrder == 9)
    }

    @Test func `a compaction that was cut off between its two steps ends its work the next time`() throws {
        try prepare()
        do { #expect(try ledgers.ledger().compact(before: Ledgers.noon + .hours(1)) == 1) }
        // As if the second step had not come to pass: the order is in both files.
        do {
            let ledger = try ledgers.ledger()
            try ledger.database.execute("ATTACH '\(ledgers.path)/archive.sqlite' AS archive")
            try ledger.database.execute(
                """
                INSERT INTO orders SELECT * FROM archive.orders;
                INSERT INTO transitions(client, before, after, time, reason, illegal)
                    SELECT client, before, after, time, reason, illegal FROM archive.transitions
                """)
        }
        let ledger = try ledgers.ledger()
        #expect(try ledger.compact(before: Ledgers.noon + .hours(1)) == 1)
        #expect(try moved() == 1)
        let archive = try Database.open("\(ledgers.path)/archive.sqlite", .read)
        #expect(try archive.number("SELECT count(*) FROM transitions") == 2)
    }

    @Test func `tables come out as comma-separated values`() throws {
        try prepare()
        let lines = try lines(.transitions, .csv)
        #expect(lines.count == 5 && lines[0] == "number,client,before,after,time,reason,illegal")
        #expect(
            lines[3] == """
                3,\(Ledgers.client(2)),intended,rejected,2024-01-03T12:00:00Z,"too ""large"", they say",false
                """)
        #expect(try self.lines(.restrictions, .csv).last == "1,halt,\"a,b\",ada,2024-01-02T12:00:00Z,")
    }

    @Test func `tables come out as lines of JSON`() throws {
        try prepare()
        #expect(
            try lines(.fills, .jsonl) == [
                """
                {"number":1,"id":"1","client":"\(Ledgers.client(1))","symbol":"SPY","side":"buy","quantity":"2.5",\
                "price":"101.25","fee":"0.01","fee_currency":"USD","time":"2024-01-02T12:00:02Z","venue":null,\
                "currency":null}
                """
            ])
    }

    @Test func `a charge is a line, and a ledger from before there were charges says that it has none`()
        throws
    {
        do {
            try prepare()
            var batch = LedgerBatch()
            batch.charges = [Ledgers.charge(1, .borrow, symbol: "SPY", "-2.5")].compactMap(\.self)
            try ledgers.ledger().write(batch)
        }
        #expect(
            try lines(.charges, .csv) == [
                "number,id,kind,symbol,amount,currency,time",
                "1,1,borrow,SPY,-2.5,USD,2024-01-02T12:00:00Z",
            ])
        do {
            let database = try Database.open("\(ledgers.path)/ledger.sqlite", .write(.full))
            try database.execute("DROP TABLE charges")
        }
        let error = #expect(throws: JournalError.self) { try lines(.charges, .csv) }
        #expect(error?.code == .missing)
    }

    @Test(arguments: JournalTable.allCases) func `every table can be written`(table: JournalTable) throws {
        do {
            try prepare()
            let trace = try TraceFile.open(in: ledgers.open(), now: Ledgers.noon)
            let draft = TraceDraft()
            draft.begin(cycle: 1, scheduled: Ledgers.noon, now: Ledgers.noon)
            try trace.write(draft)
        }
        #expect(try !lines(table, .csv).isEmpty)
    }

    @Test func `what is not there is said`() {
        let error = #expect(throws: JournalError.self) { try lines(.orders, .csv) }
        #expect(error?.code == .missing)
        #expect(throws: JournalError.self) { try JournalCheck.verify(ledgers.path) }
        #expect(throws: JournalError.self) { try JournalBackup.make(of: ledgers.path, in: ledgers.path) }
    }

    @Test func `a contradiction between tables is found`() throws {
        try prepare()
        #expect(try JournalCheck.verify(ledgers.path).isEmpty)
        let ledger = try ledgers.ledger()
        for (change, word) in [
            ("UPDATE orders SET state = 'lost' WHERE number = 3", "last step"),
            ("UPDATE orders SET finished = NULL WHERE number = 1", "count as open"),
            ("DELETE FROM orders WHERE number = 2", "not there"),
        ] {
            try ledger.database.execute(change)
            #expect(try JournalCheck.verify(ledgers.path).contains { $0.message.contains(word) })
        }
    }

    @Test func `a damaged page is found`() throws {
        try prepare()
        do { try ledgers.ledger().close() }
        let path = "\(ledgers.path)/ledger.sqlite"
        var bytes = try #require(try Folder.read(path))
        for place in bytes.index(
            bytes.startIndex, offsetBy: 4_096)..<bytes.index(bytes.startIndex, offsetBy: 8_192)
        {
            bytes[place] = 0x5A
        }
        try ledgers.folder.write("state/ledger.sqlite", bytes)
        #expect(try JournalCheck.verify(ledgers.path).first?.file == "ledger.sqlite")
    }

    @Test func `a backup is a state folder from which a run can begin`() throws {
        try prepare()
        try ControlFile.restrict(ledgers.path, to: .halt, reason: "a", by: "b", at: Ledgers.noon)
        let ledger = try ledgers.ledger()
        let target = "\(ledgers.folder.path)/backup"
        try JournalBackup.make(of: ledgers.path, in: target, includesTrace: true)
        let error = #expect(throws: JournalError.self) {
            try JournalBackup.make(of: ledgers.path, in: target)
        }
        #expect(error?.code == .duplicate)
        let copy = try LedgerFile.open(in: StateFolder.open(target, Ledgers.identity), now: Ledgers.noon)
        #expect(try copy.load() == ledger.load())
        #expect(ControlFile(folder: target).read().standing == .halt)
        #expect(try JournalCheck.verify(target).isEmpty)
    }

    @Test func `a trace is compacted to what is young enough`() throws {
        let trace = try TraceFile.open(in: ledgers.open(), now: Ledgers.noon)
        for cycle in 1...5 {
            let draft = TraceDraft()
            draft.begin(cycle: Int64(cycle), scheduled: Ledgers.noon, now: Ledgers.noon + .hours(cycle))
            try trace.write(draft)
        }
        #expect(try trace.compact(before: Ledgers.noon + .hours(3)) == 2)
        #expect(try TraceReader(folder: ledgers.path).range() == 3...5)
    }
}
