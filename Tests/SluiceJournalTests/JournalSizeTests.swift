import Glibc
import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceJournal

/// What a session costs on the disk: 500 instruments, a market of 12 columns and two of times, 300 kB of what stages left.
@Suite struct JournalSizeTests {
    @Test func `a tenth of a session of 390 cycles takes less than a tenth of 200 MB`() throws {
        let ledgers = try Ledgers(inMemory: true)
        let trace = try TraceFile.open(in: ledgers.open(), now: Ledgers.noon)
        var dice = Dice(seed: 11)
        // Numbers that repeat nowhere, which is the worst there is.
        let market = ColumnSet(columns: 14, rows: 500)
        let columns = ColumnSet(columns: 75, rows: 500)
        let draft = TraceDraft()
        for cycle in 1...39 {
            for index in market.storage.indices {
                market.storage[index] = Double(bitPattern: dice.next() >> 2)
            }
            for index in columns.storage.indices {
                columns.storage[index] = Double(bitPattern: dice.next() >> 2)
            }
            draft.begin(cycle: Int64(cycle), scheduled: Ledgers.noon, now: Ledgers.noon)
            draft.add(.market, market)
            draft.add(.columns, stage: 1, columns)
            try trace.write(draft)
        }
        try trace.close()
        var facts = stat()
        #expect(stat(trace.path, &facts) == 0)
        #expect(facts.st_size < 20_000_000, "\(facts.st_size) bytes")
        #expect(try trace.usedBytes() > 39 * 356_000)
    }
}
