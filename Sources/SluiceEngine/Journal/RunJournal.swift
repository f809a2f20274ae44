public import SluiceJournal
import SluiceKit
public import SluiceMarket

/// Where a run keeps what must survive it, the ledger, and what it saw and did, the trace, in a state folder.
///
/// A journal belongs to one run of one engine.
public final class RunJournal {
    /// Where the state is.
    public let folder: StateFolder
    /// What the ledger held when it was opened.
    public let state: LedgerState
    /// What was wrong with the trace that was there; nil when it was whole.
    public let warning: String?
    let control: ControlFile
    let trace: CycleTrace?
    private let store: any LedgerStore
    private let room: DiskRoom

    /// Opens the ledger and the trace of a folder, and reads all that a restart needs.
    ///
    /// - Parameters:
    ///   - folder: The folder, locked.
    ///   - instruments: The symbols of the universe.
    ///   - run: What the run is, for the trace; nil keeps none.
    ///   - traceWaits: Whether a cycle waits for a trace that lags, as it may where history drives the clock.
    ///   - room: When a short disk ends the trace and lets only reducing orders pass.
    ///   - now: The time.
    /// - Throws: `JournalError`.
    public init(
        _ folder: StateFolder, instruments: [String], tracing run: TraceRun? = nil, traceWaits: Bool = false,
        room: DiskRoom = DiskRoom(), now: Timestamp
    ) throws(JournalError) {
        let file = try LedgerFile.open(in: folder, now: now)
        state = try file.load(instruments: instruments)
        store = try LedgerWriter(file)
        control = ControlFile(folder: folder.path)
        (self.folder, self.room) = (folder, room)
        guard let run else {
            (trace, warning) = (nil, nil)
            return
        }
        // The times of history say nothing of how old a record is.
        let traceFile = try TraceFile.open(
            in: folder, keeping: traceWaits ? .everything : TraceRetention(), now: now)
        try traceFile.begin(run)
        warning = traceFile.warning
        trace = CycleTrace(try TraceWriter(traceFile, room: room), waits: traceWaits)
    }

    /// Keeps what a run has to tell with another writer, such as one of a test whose disk fails, and no trace.
    package init(_ folder: StateFolder, state: LedgerState, store: any LedgerStore, room: DiskRoom) {
        (self.folder, self.state, self.store, self.room) = (folder, state, store, room)
        control = ControlFile(folder: folder.path)
        (trace, warning) = (nil, nil)
    }

    /// Whether a ledger was here before.
    public var isContinued: Bool { state.cycle > 0 || !state.balances.isEmpty }

    /// What became of the cycles that were handed to the trace.
    public var traceCounts: TraceCounts { trace?.counts ?? TraceCounts() }

    /// Whether the disk runs so short that only reducing orders may be sent, while the ledger can still be written.
    var isTight: Bool { room.cautiousLevel(of: folder.path) == .tight }

    /// Whether no order and no trade was ever written, and no mark of the venue's trades.
    var isUntouched: Bool { state.lastOrder == 0 && state.fillCount == 0 && state.fillMark == nil }

    /// Takes a batch; it is durable when this returns, or soon after where nobody waits.
    func commit(_ batch: inout LedgerBatch, waits: Bool) throws(JournalError) {
        if waits { try store.commitAndWait(&batch) } else { try store.commit(&batch) }
    }

    /// Tries again what could not be written.
    func retry() throws(JournalError) { try store.retry() }

    /// Waits until every cycle that was handed to the trace is written, or counted as missing.
    public func waitForTrace() { trace?.wait() }

    /// Writes what is left, and marks ledger and trace as closed in good order.
    public func close() throws(JournalError) {
        try store.close()
        try trace?.close()
    }
}
