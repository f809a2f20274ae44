import Synchronization

/// The drafts that wait for one sink: filled by the cycle's thread, emptied by the task that delivers.
///
/// Both sides take the lock for a moment only: one to append a batch, the other to exchange the full row for its empty one.
final class WaitingAlerts: Sendable {
    private let drafts: Mutex<[AlertDraft]>

    init(capacity: Int) { drafts = Mutex(Self.row(capacity)) }

    /// An empty row with room for so many; memory that nobody uses is never touched.
    static func row(_ capacity: Int) -> [AlertDraft] {
        var row: [AlertDraft] = []
        row.reserveCapacity(capacity)
        return row
    }

    /// Appends what is taken of a batch.
    /// - Returns: Whether something waits now where nothing did.
    func add(_ batch: [AlertDraft], counting counts: SinkCounts, taking tally: SinkCounts.Batch) -> Bool {
        drafts.withLock { drafts in
            var tally = tally
            let before = drafts.count
            for draft in batch where tally.takes(draft.event) { drafts.append(draft) }
            // Counted before the other side can see them, so that nothing is delivered that was not taken.
            counts.take(tally)
            return before == 0 && !drafts.isEmpty
        }
    }

    /// Takes everything that waits, in order, for an empty row.
    func exchange(_ row: inout [AlertDraft]) { drafts.withLock { swap(&$0, &row) } }
}
