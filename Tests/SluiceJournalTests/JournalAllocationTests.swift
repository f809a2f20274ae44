import CAllocations
import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceJournal

/// What the cycle's thread does for the journal allocates nothing once the drafts and batches go round.
@Suite struct JournalAllocationTests {
    @Test func `handing over batches of 20 orders allocates nothing`() throws {
        guard let count = allocation_counter() else { return }
        let writer = try LedgerWriter(Ledgers(inMemory: true).ledger())
        var batch = LedgerBatch()
        func cycle(_ number: UInt64) throws {
            batch.cycle = Int64(number)
            for order in 0..<20 {
                batch.intents.append(Ledgers.intent(20 * number + UInt64(order)))
                batch.transitions.append(Ledgers.step(20 * number, .intended, .sent))
            }
            if number.isMultiple(of: 2) {
                try writer.commitAndWait(&batch)
            } else {
                try writer.commit(&batch)
            }
            // So that the batch is back before the next one is wanted.
            try writer.flush()
        }
        for number in 1...10 { try cycle(UInt64(number)) }
        let before = count()
        for number in 11...60 { try cycle(UInt64(number)) }
        #expect(count() - before == 0, "in 50 cycles of 40 rows")
    }

    @Test func `handing over cycles of 300 kB allocates nothing`() throws {
        guard let count = allocation_counter() else { return }
        let folder = try Ledgers(inMemory: true)
        let writer = try TraceWriter(TraceFile.open(in: folder.open(), now: Ledgers.noon))
        let columns = ColumnSet(columns: 75, rows: 500)
        var draft = TraceDraft(capacity: 310_000)
        func cycle(_ number: Int) {
            draft.begin(cycle: Int64(number), scheduled: Ledgers.noon, now: Ledgers.noon)
            draft.add(.columns, stage: 1, columns)
            writer.append(&draft)
            writer.flush()
        }
        for number in 1...10 { cycle(number) }
        let before = count()
        for number in 11...30 { cycle(number) }
        #expect(count() - before == 0)
        #expect(writer.counts.written == 30)
    }
}
