import Glibc
import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceJournal

@Suite struct DamageTests {
    private let ledgers: Ledgers
    private var ledgerPath: String { "\(ledgers.path)/ledger.sqlite" }

    init() throws { ledgers = try Ledgers() }

    /// A ledger with some hundred orders, closed or left as by a process that died.
    private func fill(closing: Bool) throws {
        let ledger = try ledgers.ledger()
        for cycle in 1...40 {
            var batch = LedgerBatch()
            batch.cycle = Int64(cycle)
            batch.intents = (0..<10).map { Ledgers.intent(UInt64(10 * cycle + $0)) }
            try ledger.write(batch)
        }
        if closing { try ledger.close() } else { try ledger.database.checkpoint() }
    }

    private func overwrite(_ path: String, at offset: off_t, with bytes: [UInt8]) {
        let descriptor = open(path, O_WRONLY)
        pwrite(descriptor, bytes, bytes.count, offset)
        close(descriptor)
    }

    @Test func `a ledger that was left open is checked, and set aside when a page is damaged`() throws {
        try fill(closing: false)
        overwrite(ledgerPath, at: 5 * 4_096, with: Array(repeating: 0xA5, count: 4_096))
        let error = #expect(throws: JournalError.self) { try ledgers.ledger() }
        #expect(error?.code == .corrupt)
        #expect(error?.message.contains("ledger.sqlite.damaged-20240102T120000Z") == true)
        #expect(error?.message.contains("sluice journal accept-damage") == true)
        #expect(Folder.exists("\(ledgerPath).damaged-20240102T120000Z"))
    }

    @Test func `nothing begins before a person has accepted the damage`() throws {
        try fill(closing: false)
        overwrite(ledgerPath, at: 0, with: Array("not a database at all".utf8))
        #expect(throws: JournalError.self) { try ledgers.ledger() }
        for _ in 0..<2 {
            let error = #expect(throws: JournalError.self) { try ledgers.ledger() }
            #expect(error?.code == .damaged)
        }
        do {
            let folder = try ledgers.open()
            try DamageNote.accept(in: folder, by: "ada", reason: "looked at the venue", now: Ledgers.noon)
            let error = #expect(throws: JournalError.self) {
                try DamageNote.accept(in: folder, by: "ada", reason: "twice", now: Ledgers.noon)
            }
            #expect(error?.code == .missing)
        }
        #expect(try ledgers.ledger().load() == LedgerState())
        #expect(Folder.exists("\(ledgers.path)/damaged-accepted-20240102T120000Z.json"))
        #expect(Folder.exists("\(ledgerPath).damaged-20240102T120000Z"), "the damaged file is kept")
    }

    @Test func `a ledger that was closed opens without a check, and one that was not with it`() throws {
        try fill(closing: true)
        let read = try Database.open(ledgerPath, .read)
        #expect(try read.number("SELECT value FROM about WHERE name = 'clean'") == 1)
        let ledger = try ledgers.ledger()
        #expect(try read.number("SELECT value FROM about WHERE name = 'clean'") == 0)
        #expect(try ledger.load().orders.count == 400)
    }

    @Test func `a process that is killed leaves a whole ledger`() async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = ledgers.path as String] in
            let folder = try StateFolder.open(path, Ledgers.identity)
            let ledger = try LedgerFile.open(in: folder, now: Ledgers.noon)
            for cycle in 1...30 {
                var batch = LedgerBatch()
                batch.cycle = Int64(cycle)
                batch.intents = [Ledgers.intent(UInt64(cycle))]
                try ledger.write(batch)
            }
            kill(getpid(), SIGKILL)
        }
        let state = try ledgers.ledger().load()
        #expect(state.cycle == 30 && state.orders.count == 30)
    }

    @Test func `two ledgers damaged in one second keep their names apart`() throws {
        for _ in 0..<2 {
            try Folder.makePrivate(ledgers.path)
            try Folder.write("junk that is no database", to: "ledger.sqlite", in: ledgers.path)
            _ = try Damaged.setAside(ledgerPath, now: Ledgers.noon)
        }
        #expect(Folder.exists("\(ledgerPath).damaged-20240102T120000Z-2"))
    }

    @Test func `a value without meaning is told, not guessed`() throws {
        do {
            let ledger = try ledgers.ledger()
            var batch = LedgerBatch()
            batch.intents = [Ledgers.intent(1)]
            batch.positions = [PositionState("SPY", quantity: Amount(1), averagePrice: Amount(1))]
            try ledger.write(batch)
        }
        for change in [
            "UPDATE orders SET state = 'asleep'", "UPDATE orders SET state = 'sent', quantity = '1e3'",
            "UPDATE orders SET quantity = '1', pricing = 'limit'",
            "UPDATE orders SET pricing = 'market', side = 'up'",
            "UPDATE orders SET side = 'buy', client = 'x'",
        ] {
            let ledger = try ledgers.ledger()
            try ledger.database.execute(change)
            let error = #expect(throws: JournalError.self) { try ledger.load() }
            #expect(error?.code == .malformed)
        }
    }
}
