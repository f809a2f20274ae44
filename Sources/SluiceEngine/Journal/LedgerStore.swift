package import SluiceJournal

/// What takes the batches of a run, in the order in which they are given.
package protocol LedgerStore: AnyObject {
    /// Takes a batch, and leaves an empty one; it is durable soon after.
    func commit(_ batch: inout LedgerBatch) throws(JournalError)
    /// Takes a batch, and leaves an empty one; it is durable when this returns.
    func commitAndWait(_ batch: inout LedgerBatch) throws(JournalError)
    /// Tries again what could not be written.
    func retry() throws(JournalError)
    /// Writes what is left and closes the ledger in good order.
    func close() throws(JournalError)
}

extension LedgerWriter: LedgerStore {}
