import SluiceEngine
import SluiceJournal
import SluiceKit

/// A real ledger on a disk that may be full or slow, and that sees nothing of a process that has died.
final class SimulatedDisk: LedgerStore {
    private unowned let world: World
    private let file: LedgerFile
    private let writer: LedgerWriter
    /// What a slow disk has not got to yet.
    private var held: [LedgerBatch] = []
    /// What the writer has taken and could not write.
    private var unwritten: [LedgerBatch] = []
    private(set) var isFull = false

    /// Whether something that was handed over is not durable yet.
    var isBehind: Bool { !held.isEmpty || !unwritten.isEmpty }

    init(_ world: World, _ file: LedgerFile) throws {
        (self.world, self.file) = (world, file)
        writer = try LedgerWriter(file)
    }

    /// Lets the disk be full, or no longer.
    func setFull(_ isFull: Bool) {
        self.isFull = isFull
        // The writer's thread is idle: each batch is waited for.
        try? file.holdSize(isFull)
    }

    func commit(_ batch: inout LedgerBatch) throws(JournalError) { try take(&batch, waits: false) }

    func commitAndWait(_ batch: inout LedgerBatch) throws(JournalError) { try take(&batch, waits: true) }

    func retry() throws(JournalError) {
        guard !world.isDead else { return }
        defer {
            // What could be written before the next failure is in the ledger.
            let done = unwritten.count - writer.unwrittenCount
            for batch in unwritten.prefix(done) { world.inspector.durable(batch) }
            unwritten.removeFirst(done)
        }
        try writer.retry()
    }

    func close() throws(JournalError) {
        guard !world.isDead else { return }
        try writeHeld()
        try writer.close()
    }

    private func take(_ batch: inout LedgerBatch, waits: Bool) throws(JournalError) {
        world.touch()
        guard !world.isDead else { return batch.clear() }
        if world.isDiskSlow, !waits {
            held.append(batch)
            batch = LedgerBatch()
        } else {
            try writeHeld()
            try write(&batch, waits: waits)
        }
        world.touch()
    }

    private func writeHeld() throws(JournalError) {
        while !held.isEmpty {
            var batch = held[0]
            let before = writer.unwrittenCount
            defer { if writer.unwrittenCount > before || batch.isEmpty { held.removeFirst() } }
            try write(&batch, waits: false)
        }
    }

    /// Writes and waits, so that what an error hits depends on nothing but the seed.
    private func write(_ batch: inout LedgerBatch, waits: Bool) throws(JournalError) {
        let told = batch
        if world.bug == .killSwitchInMemory {
            batch.restrictions.removeAll { $0.standing > .open && $0.control == nil }
            batch.memories.removeAll { ["-engine", "guard"].contains($0.stage) }
        }
        let before = writer.unwrittenCount
        defer { if writer.unwrittenCount > before { unwritten.append(told) } }
        do throws(JournalError) {
            if waits { try writer.commitAndWait(&batch) } else { try writer.commit(&batch) }
        } catch {
            note(error)
            throw error
        }
        do throws(JournalError) { try writer.flush() } catch { return note(error) }
        world.inspector.durable(told)
    }

    private func note(_ error: JournalError) {
        if isFull, error.code == .full { world.faults.count(.fullDisk) }
        world.inspector.note("disk: \(error.code.rawValue)")
    }
}
