import Glibc
import SluiceKit
import SluiceMarket
import TemporaryFolders
import Testing

@testable import SluiceJournal

/// What a ledger and a trace do when the disk is full: on a disk of two megabytes where one can be mounted, else under
/// a limit on the size of files.
@Suite(.serialized) struct FullDiskTests {
    private static func batch(_ cycle: Int64) -> LedgerBatch {
        var batch = LedgerBatch()
        batch.cycle = cycle
        batch.intents = [Ledgers.intent(UInt64(cycle))]
        batch.memories = [
            StageMemory(
                stage: "s\(cycle)", fingerprint: 1, version: 1,
                words: Array(repeating: UInt64(cycle), count: 2_000))
        ]
        return batch
    }

    /// Writes until a batch fails; each one that did not fail is in the file, and no part of that one.
    private static func writeUntilFull(_ ledger: LedgerFile) throws -> Int64 {
        for cycle in 1...Int64(1_000) {
            do { try ledger.write(batch(cycle)) } catch {
                #expect(error.code == .full, "\(error)")
                let state = try ledger.load()
                #expect(state.cycle == cycle - 1 && state.orders.count == Int(cycle - 1))
                #expect(state.memories.count == Int(cycle - 1))
                return cycle
            }
        }
        return 0
    }

    @Test func `a batch for which there is no room is not written, and is once there is`() throws {
        guard let disk = SmallDisk(kilobytes: 2_048) else { return }
        let ledger = try LedgerFile.open(
            in: StateFolder.open("\(disk.path)/state", Ledgers.identity), now: Ledgers.noon)
        disk.fill(leaving: 1_000)
        let failed = try Self.writeUntilFull(ledger)
        #expect(failed > 1)
        #expect(DiskRoom().cautiousLevel(of: disk.path) == .tight)
        disk.makeRoom()
        try ledger.write(Self.batch(failed))
        #expect(try ledger.load().cycle == failed)
        #expect(try ledger.database.text("PRAGMA integrity_check") == "ok")
    }

    @Test func `under a limit on the size of files a batch fails whole too`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            let ledgers = try Ledgers()
            let ledger = try ledgers.ledger()
            var limit = rlimit(rlim_cur: 600_000, rlim_max: 600_000)
            try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            #expect(try FullDiskTests.writeUntilFull(ledger) > 1)
        }
    }

    @Test func `the writer keeps what had no room until a retry`() throws {
        guard let disk = SmallDisk(kilobytes: 2_048) else { return }
        let writer = try LedgerWriter(
            LedgerFile.open(in: StateFolder.open("\(disk.path)/state", Ledgers.identity), now: Ledgers.noon))
        disk.fill(leaving: 500)
        var written: Int64 = 0
        var failure: JournalError?
        while failure == nil, written < 1_000 {
            var batch = Self.batch(written + 1)
            do throws(JournalError) {
                try writer.commit(&batch)
                written += 1
            } catch { failure = error }
        }
        #expect(failure?.code == .full && failure?.isTransient == true)
        #expect(writer.roomLevel() == .tight)
        #expect(writer.unwrittenCount > 0)
        disk.makeRoom()
        try writer.retry()
        var last = Self.batch(written + 1)
        try writer.commitAndWait(&last)
        try writer.close()
        let read = try Database.open("\(disk.path)/state/ledger.sqlite", .read)
        #expect(try read.number("SELECT count(*) FROM orders") == written + 1)
    }

    @Test func `a trace without room counts what it lacks, and goes on once there is room`() throws {
        guard let disk = SmallDisk(kilobytes: 2_048) else { return }
        let folder = try StateFolder.open("\(disk.path)/state", Ledgers.identity)
        // Limits of nothing: the trace runs into the end of the disk.
        let writer = try TraceWriter(
            TraceFile.open(in: folder, now: Ledgers.noon), room: DiskRoom(low: 0, tight: 0))
        disk.fill(leaving: 300)
        var draft = TraceDraft()
        var dice = Dice(seed: 5)
        func append(_ cycle: Int64) {
            draft.begin(cycle: cycle, scheduled: Ledgers.noon, now: Ledgers.noon)
            (0..<10_000).map { _ in dice.next() }.withUnsafeBytes { draft.add(.columns, stage: 1, $0) }
            writer.append(&draft)
            writer.flush()
        }
        for cycle in 1...10 { append(Int64(cycle)) }
        #expect(writer.counts.failed > 0 && writer.counts.lastError?.code == .full)
        disk.makeRoom()
        let before = writer.counts.written
        append(11)
        #expect(writer.counts.written == before + 1)
    }

    @Test func `room is held against two limits, and a disk that cannot be asked is tight`() throws {
        let folder = try TemporaryFolder()
        let free = try DiskRoom.free(in: folder.path)
        #expect(free > 0)
        #expect(try DiskRoom(low: 1, tight: 1).level(of: folder.path) == .ample)
        #expect(try DiskRoom(low: .max, tight: 1).level(of: folder.path) == .low)
        #expect(try DiskRoom(low: .max, tight: .max).level(of: folder.path) == .tight)
        #expect(DiskRoom(low: 5, tight: 9).tight == 5)
        #expect(DiskRoom().cautiousLevel(of: "\(folder.path)/none") == .tight)
    }
}
