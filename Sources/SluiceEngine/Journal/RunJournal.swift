public import SluiceJournal
import SluiceKit
public import SluiceMarket

/// Where a run keeps what must survive it: the ledger of a state folder.
///
/// A journal belongs to one run of one engine.
public final class RunJournal {
    /// Where the state is.
    public let folder: StateFolder
    /// What the ledger held when it was opened.
    public let state: LedgerState
    let control: ControlFile
    private let writer: LedgerWriter

    /// Opens the ledger of a folder, and reads all that a restart needs.
    /// - Throws: `JournalError`.
    public init(_ folder: StateFolder, instruments: [String], now: Timestamp) throws(JournalError) {
        let file = try LedgerFile.open(in: folder, now: now)
        state = try file.load(instruments: instruments)
        writer = try LedgerWriter(file)
        control = ControlFile(folder: folder.path)
        self.folder = folder
    }

    /// Whether a ledger was here before.
    public var isContinued: Bool { state.cycle > 0 || !state.balances.isEmpty }

    /// Takes a batch; it is durable when this returns, or soon after where nobody waits.
    func commit(_ batch: inout LedgerBatch, waits: Bool) throws(JournalError) {
        if waits { try writer.commitAndWait(&batch) } else { try writer.commit(&batch) }
    }

    /// Tries again what could not be written.
    func retry() throws(JournalError) { try writer.retry() }

    /// Writes what is left, and marks the ledger as closed in good order.
    public func close() throws(JournalError) { try writer.close() }
}
