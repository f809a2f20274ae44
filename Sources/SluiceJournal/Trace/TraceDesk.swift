import Synchronization

/// What a trace's writer and its thread share.
final class TraceDesk: @unchecked Sendable {
    private struct State {
        var counts = TraceCounts()
        var spare: [TraceDraft] = []
        var isClosed = false
    }

    /// The thread's own until it has ended.
    private var file: TraceFile
    private let room: DiskRoom
    private let queue: BoundedQueue<TraceDraft>
    private let state = Mutex(State())

    init(_ file: TraceFile, _ room: DiskRoom, capacity: Int) {
        (self.file, self.room) = (file, room)
        queue = BoundedQueue(capacity: capacity)
        state.withLock { $0.spare.reserveCapacity(capacity + 2) }
    }

    var counts: TraceCounts { state.withLock { $0.counts } }

    func hand(_ draft: inout TraceDraft, waits: Bool) -> Bool {
        guard queue.put(draft, waits: waits) != nil else {
            state.withLock { $0.counts.dropped += 1 }
            return false
        }
        let capacity = draft.byteCount
        draft = state.withLock { $0.spare.popLast() } ?? TraceDraft(capacity: capacity)
        return true
    }

    func waitForAll() { queue.waitForAll() }

    /// Takes no more cycles.
    /// - Returns: false when that was said before.
    func close() -> Bool {
        queue.close()
        return state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
    }

    func closeFile() throws(JournalError) { try file.close() }

    /// For the thread.
    func serve() {
        while let draft = queue.take() {
            write(draft)
            state.withLock { if $0.spare.count < $0.spare.capacity { $0.spare.append(draft) } }
            queue.finish()
        }
    }

    private func write(_ draft: TraceDraft) {
        do throws(JournalError) {
            guard try room.level(of: file.folderPath) == .ample else {
                return state.withLock { $0.counts.skipped += 1 }
            }
            do throws(JournalError) { try file.write(draft) } catch { try writeAnew(draft, after: error) }
            state.withLock { $0.counts.written += 1 }
        } catch {
            state.withLock {
                $0.counts.failed += 1
                $0.counts.lastError = error
            }
        }
    }

    /// Begins another trace when this one is damaged; a second one that is would be the disk's fault.
    private func writeAnew(_ draft: TraceDraft, after error: JournalError) throws(JournalError) {
        let isFirst = state.withLock { state in
            guard error.code == .corrupt else { return false }
            state.counts.damaged += 1
            state.counts.lastError = error
            return state.counts.damaged == 1
        }
        guard isFirst else { throw error }
        file = try file.successor(now: draft.now)
        try file.write(draft)
    }
}
