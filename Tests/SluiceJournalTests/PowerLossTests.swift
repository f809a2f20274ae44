import CPowerLoss
import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceJournal

/// At seeded points the power goes: what was not synced is lost, all of it or a random subset of its sectors.
@Suite(.serialized) struct PowerLossTests {
    private static let points = 200
    private static let batches = 160

    /// What was found in the files after the losses.
    private struct Finding {
        /// Images that miss a batch whose write had returned.
        var missing = 0
        /// Images that hold a part of a batch.
        var torn = 0
        /// Images that could not be opened, or are damaged.
        var damaged = 0
    }

    /// A batch whose parts all say its number.
    private static func batch(_ number: Int64) throws -> LedgerBatch {
        var batch = LedgerBatch()
        (batch.cycle, batch.scheduled) = (number, Ledgers.noon)
        batch.intents = [Ledgers.intent(UInt64(2 * number)), Ledgers.intent(UInt64(2 * number + 1))]
        batch.transitions = [Ledgers.step(UInt64(2 * number), .intended, .sent)]
        batch.fills = [try Ledgers.fill(UInt64(number), of: UInt64(2 * number))]
        batch.positions = [PositionState("SPY", quantity: Amount(Int(number)), averagePrice: Amount(1))]
        // Large enough to spread over several pages, and to be moved into the file now and then.
        batch.memories = [
            StageMemory(stage: "trend", fingerprint: 1, version: 1, words: words(number))
        ]
        return batch
    }

    private static func words(_ number: Int64) -> [UInt64] { Array(repeating: UInt64(number), count: 1_500) }

    private static func writeLedger(_ durability: Database.Durability) throws {
        let ledgers = try Ledgers(inMemory: true)
        let ledger = try LedgerFile.open(
            in: ledgers.open(), now: Ledgers.noon, durability: durability, vfs: "power-loss")
        // The log moves into the file more often than in life, so that many losses come while it does.
        try ledger.database.execute("PRAGMA wal_autocheckpoint = 150")
        for number in 1...Int64(batches) {
            try ledger.write(batch(number))
            power_loss_note(number)
        }
    }

    private static func losses(_ durability: Database.Durability, _ form: power_loss_form) throws -> Finding {
        var finding = Finding()
        let loss = PowerLoss(form: form, points: points, seed: 41)
        let work = { try writeLedger(durability) }
        try loss.strike(work) { image in
            do {
                let ledger = try LedgerFile.open(in: image.open(), now: Ledgers.noon)
                let found = try ledger.load()
                if found.cycle < image.noted { finding.missing += 1 }
                if try !isWhole(found, ledger.database) { finding.torn += 1 }
            } catch { finding.damaged += 1 }
        }
        return finding
    }

    private static func isWhole(_ found: LedgerState, _ database: Database) throws -> Bool {
        let last = found.cycle
        let orders = try database.number("SELECT count(*) FROM orders")
        let sent = try database.number("SELECT count(*) FROM orders WHERE state = 'sent'")
        guard orders == 2 * last, sent == last, found.fillCount == last else { return false }
        guard last > 0 else { return found.positions.isEmpty && found.memories.isEmpty }
        return found.positions.map(\.quantity) == [Amount(Int(last))]
            && found.memories.map(\.words) == [words(last)]
    }

    @Test(arguments: [power_loss_nothing, power_loss_some_sectors])
    func `at 200 points of seed 41 no acknowledged batch is missing, and none is torn`(
        form: power_loss_form
    )
        throws
    {
        let finding = try Self.losses(.full, form)
        #expect(finding.missing == 0 && finding.torn == 0 && finding.damaged == 0)
    }

    @Test func `commits that are not synced are found missing`() throws {
        #expect(try Self.losses(.normal, power_loss_nothing).missing > Self.points / 2)
        let finding = try Self.losses(.off, power_loss_some_sectors)
        #expect(finding.missing + finding.torn + finding.damaged > Self.points / 2)
    }

    @Test func `at 60 points of seed 43 a trace may lack its last cycles, and has no part of one`() throws {
        var short = 0
        let loss = PowerLoss(form: power_loss_some_sectors, points: 60, seed: 43)
        let work = {
            let ledgers = try Ledgers(inMemory: true)
            let trace = try TraceFile.open(
                in: ledgers.open(), keeping: .everything, now: Ledgers.noon, vfs: "power-loss")
            for cycle in 1...Int64(40) {
                try trace.write(Self.draft(cycle))
                power_loss_note(cycle)
            }
        }
        try loss.strike(work) { image in
            let state = try image.open()
            let trace = try TraceFile.open(in: state, keeping: .everything, now: Ledgers.noon, vfs: nil)
            #expect(trace.warning == nil)
            var last: Int64 = 0
            try TraceReader(folder: state.path).forEach(in: 1 ... .max) { cycle in
                last += 1
                let expected = Self.columns(cycle.cycle).withUnsafeBytes(Array.init)
                #expect(cycle.cycle == last && cycle.parts.map(\.bytes) == [expected, expected])
            }
            if last < image.noted { short += 1 }
        }
        #expect(short > 0, "a trace is not synced cycle by cycle")
    }

    /// Words that do not repeat, so that they are kept as they are.
    private static func columns(_ cycle: Int64) -> [UInt64] { (0..<1_500).map { $0 &* 7 &+ UInt64(cycle) } }

    private static func draft(_ cycle: Int64) -> TraceDraft {
        let draft = TraceDraft()
        draft.begin(cycle: cycle, scheduled: Ledgers.noon, now: Ledgers.noon)
        for stage in 1...2 { columns(cycle).withUnsafeBytes { draft.add(.columns, stage: stage, $0) } }
        return draft
    }
}
