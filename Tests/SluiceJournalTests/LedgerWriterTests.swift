import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceJournal

@Suite struct LedgerWriterTests {
    private let ledgers: Ledgers

    init() throws { ledgers = try Ledgers() }

    private func batch(_ cycle: Int64, orders: ClosedRange<UInt64>? = nil) -> LedgerBatch {
        var batch = LedgerBatch()
        (batch.cycle, batch.scheduled) = (cycle, Ledgers.noon)
        batch.intents = orders?.map { Ledgers.intent($0) } ?? []
        return batch
    }

    @Test func `batches are written in their order, and the caller gets empty ones`() throws {
        do {
            let writer = try LedgerWriter(ledgers.ledger(), capacity: 2)
            for cycle in 1...40 {
                var given = batch(Int64(cycle), orders: UInt64(cycle)...UInt64(cycle))
                try writer.commit(&given)
                #expect(given.isEmpty && given.cycle == 0)
            }
            try writer.close()
            try writer.close()
        }
        let state = try ledgers.ledger().load()
        #expect(
            state.cycle == 40 && state.lastOrder == 40 && state.orders.map(\.intent.number) == Array(1...40))
    }

    @Test func `what was waited for is in the file, as another reader sees`() throws {
        let writer = try LedgerWriter(ledgers.ledger())
        var given = batch(1, orders: 1...3)
        try writer.commitAndWait(&given)
        let reader = try Database.open("\(ledgers.path)/ledger.sqlite", .read)
        #expect(try reader.number("SELECT count(*) FROM orders") == 3)
    }

    @Test func `an error stays until a retry, and nothing behind it is written before it`() throws {
        let writer = try LedgerWriter(ledgers.ledger())
        var given = batch(1, orders: 1...1)
        try writer.commitAndWait(&given)
        // The same number under another name is refused by the file.
        var wrong = batch(2, orders: 2...2)
        wrong.intents[0].number = 1
        var failing = wrong
        #expect(throws: JournalError.self) { try writer.commitAndWait(&failing) }
        #expect(writer.unwrittenCount == 1)
        var next = batch(3)
        let error = #expect(throws: JournalError.self) { try writer.commit(&next) }
        #expect(error?.code == .duplicate)
        #expect(next.cycle == 3, "a batch that is not taken stays the caller's")
        #expect(throws: JournalError.self) { try writer.retry() }
        #expect(throws: JournalError.self) { try writer.flush() }
        let other = try Database.open("\(ledgers.path)/ledger.sqlite", .write(.full))
        try other.execute("UPDATE orders SET number = 9")
        try writer.retry()
        #expect(writer.unwrittenCount == 0)
        try writer.commitAndWait(&next)
        try writer.close()
        var late = batch(4)
        #expect(throws: JournalError.self) { try writer.commit(&late) }
    }

    @Test func `a close that could not write everything leaves the ledger to be checked`() throws {
        do {
            let writer = try LedgerWriter(ledgers.ledger())
            var twice = batch(1, orders: 1...1)
            twice.intents.append(twice.intents[0])
            try writer.commit(&twice)
            #expect(throws: JournalError.self) { try writer.close() }
        }
        let reader = try Database.open("\(ledgers.path)/ledger.sqlite", .read)
        #expect(try reader.number("SELECT value FROM about WHERE name = 'clean'") == 0)
    }

    @Test func `trades told twice are counted over batches`() throws {
        let writer = try LedgerWriter(ledgers.ledger())
        for _ in 0..<3 {
            var given = batch(1)
            given.fills = [try Ledgers.fill(1, of: 1)]
            try writer.commitAndWait(&given)
        }
        #expect(writer.takeRepeatedFills() == 2 && writer.takeRepeatedFills() == 0)
    }
}
