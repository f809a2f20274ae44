/// What became of the cycles that were handed to a trace.
public struct TraceCounts: Hashable, Sendable {
    /// Cycles in the file.
    public internal(set) var written = 0
    /// Cycles that came while too many were waiting.
    public internal(set) var dropped = 0
    /// Cycles that were left out because the disk runs short.
    public internal(set) var skipped = 0
    /// Cycles that could not be written.
    public internal(set) var failed = 0
    /// Traces that were found damaged while they were written, and set aside; another one took their place once.
    public internal(set) var damaged = 0
    /// What went wrong last; nil when nothing has.
    public internal(set) var lastError: JournalError?

    /// Nothing yet.
    public init() {}

    /// Cycles that the file lacks.
    public var missing: Int { dropped + skipped + failed }
}

/// Writes cycles to a trace on a thread of its own; the cycle never waits for it.
///
/// When too many cycles wait, or the disk runs short, cycles are left out and counted. Drafts go round, so that handing
/// one over allocates nothing in the long run.
public final class TraceWriter: Sendable {
    private let desk: TraceDesk
    private let thread: WorkerThread

    /// Takes a trace over: until the writer is closed, nobody else may use it.
    ///
    /// - Parameters:
    ///   - file: The trace.
    ///   - room: When the trace stops for want of room.
    ///   - capacity: How many cycles may wait.
    /// - Throws: `system` when there is no thread to be had.
    public init(
        _ file: TraceFile, room: DiskRoom = DiskRoom(), capacity: Int = 8
    ) throws(JournalError) {
        let desk = TraceDesk(file, room, capacity: capacity)
        guard let thread = WorkerThread.start({ desk.serve() }) else {
            throw JournalError(.system, "the system gave no thread", at: file.path)
        }
        (self.desk, self.thread) = (desk, thread)
    }

    deinit { if desk.close() { thread.join() } }

    /// Hands a cycle over; the caller's draft is another one afterwards, to be begun.
    ///
    /// - Parameters:
    ///   - draft: The cycle.
    ///   - waits: Whether the caller waits when too many are waiting, as it may where history drives the clock.
    /// - Returns: false when it was left out because too many are waiting.
    @discardableResult
    public func append(_ draft: inout TraceDraft, waits: Bool = false) -> Bool {
        desk.hand(&draft, waits: waits)
    }

    /// What became of the cycles.
    public var counts: TraceCounts { desk.counts }

    /// Waits until everything that was handed over is written or counted.
    public func flush() { desk.waitForAll() }

    /// Writes what was handed over, ends the thread and closes the trace.
    /// - Throws: What SQLite says; the next start checks the trace then.
    public func close() throws(JournalError) {
        guard desk.close() else { return }
        thread.join()
        try desk.closeFile()
    }
}
