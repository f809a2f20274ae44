/// Writes batches to a ledger on a thread of its own, in the order in which they were given.
///
/// A cycle without orders hands its batch over and goes on; one with orders waits, because an intent has to be durable
/// before its order leaves. Batches go round: the caller's next one is one that was written, with its room, so that
/// handing over allocates nothing. After an error nothing further is written until ``retry()``: every call throws it.
/// It is called by one thread at a time.
public final class LedgerWriter: Sendable {
    private let desk: LedgerDesk
    private let thread: WorkerThread

    /// Takes a ledger over: until the writer is closed, nobody else may use it.
    ///
    /// - Parameters:
    ///   - file: The ledger.
    ///   - capacity: How many batches may wait; the caller waits when there are more.
    /// - Throws: `system` when there is no thread to be had.
    public init(_ file: LedgerFile, capacity: Int = 16) throws(JournalError) {
        let desk = LedgerDesk(file, capacity: capacity)
        guard let thread = WorkerThread.start({ desk.serve() }) else {
            throw JournalError(.system, "the system gave no thread", at: desk.path)
        }
        (self.desk, self.thread) = (desk, thread)
    }

    deinit { if desk.close() { thread.join() } }

    /// Hands a batch over and goes on; the caller's is empty afterwards, with room.
    /// - Throws: What went wrong with an earlier batch. The batch is not taken then.
    public func commit(_ batch: inout LedgerBatch) throws(JournalError) { _ = try desk.hand(&batch) }

    /// Hands a batch over and waits until it is durable; the caller's is empty afterwards, with room.
    /// - Throws: What went wrong with it or an earlier one. It is not in the ledger then, and waits for a ``retry()``.
    public func commitAndWait(_ batch: inout LedgerBatch) throws(JournalError) {
        try desk.wait(for: try desk.hand(&batch))
    }

    /// Waits until everything that was handed over is durable.
    /// - Throws: What went wrong.
    public func flush() throws(JournalError) { try desk.waitForAll() }

    /// Writes what could not be written, now that the cause may be gone.
    /// - Throws: What still goes wrong; what is not written stays for the next try.
    public func retry() throws(JournalError) { try desk.retry() }

    /// How many trades were told again since the last call.
    public func takeRepeatedFills() -> Int { desk.takeRepeatedFills() }

    /// How many batches a failure has left unwritten.
    public var unwrittenCount: Int { desk.unwrittenCount }

    /// How much room the ledger's disk has: one call of the system; a disk that cannot be asked is tight.
    public func roomLevel(_ room: DiskRoom = DiskRoom()) -> DiskRoom.Level {
        room.cautiousLevel(of: desk.folderPath)
    }

    /// Writes what was handed over, ends the thread and closes the ledger.
    /// - Throws: What went wrong; the ledger counts as not closed then, and the next start checks it.
    public func close() throws(JournalError) {
        guard desk.close() else { return }
        thread.join()
        try desk.closeFile()
    }
}
