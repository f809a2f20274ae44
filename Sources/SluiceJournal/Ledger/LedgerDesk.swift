import Synchronization

/// What a ledger's writer and its thread share.
final class LedgerDesk: @unchecked Sendable {
    private struct State {
        var failure: JournalError?
        /// What was not written, oldest first, once a batch has failed.
        var unwritten: [LedgerBatch] = []
        var spare: [LedgerBatch] = []
        var repeatedFills = 0
        var isClosed = false
    }

    private let file: LedgerFile
    private let queue: BoundedQueue<LedgerBatch>
    private let state = Mutex(State())

    init(_ file: LedgerFile, capacity: Int) {
        self.file = file
        queue = BoundedQueue(capacity: capacity)
        state.withLock {
            $0.spare.reserveCapacity(capacity + 2)
            $0.unwritten.reserveCapacity(capacity + 2)
        }
    }

    var path: String { file.path }

    var folderPath: String { file.folder.path }

    var unwrittenCount: Int { state.withLock { $0.unwritten.count } }

    // MARK: - For the caller

    func hand(_ batch: inout LedgerBatch) throws(JournalError) -> UInt64 {
        try throwFailure()
        guard let number = queue.put(batch, waits: true) else {
            throw JournalError(.misuse, "the ledger was closed", at: path)
        }
        batch = state.withLock { $0.spare.popLast() } ?? LedgerBatch()
        return number
    }

    func wait(for number: UInt64) throws(JournalError) {
        queue.wait(for: number)
        try throwFailure()
    }

    func waitForAll() throws(JournalError) {
        queue.waitForAll()
        try throwFailure()
    }

    private func throwFailure() throws(JournalError) {
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    func retry() throws(JournalError) {
        queue.waitForAll()
        // The thread has nothing to do, so that the ledger is free.
        while let batch = state.withLock({ $0.unwritten.first }) {
            do throws(JournalError) {
                let outcome = try file.write(batch)
                state.withLock {
                    $0.repeatedFills += outcome.repeatedFills
                    _ = $0.unwritten.removeFirst()
                }
            } catch {
                state.withLock { $0.failure = error }
                throw error
            }
        }
        state.withLock { $0.failure = nil }
    }

    func takeRepeatedFills() -> Int {
        state.withLock { state in
            defer { state.repeatedFills = 0 }
            return state.repeatedFills
        }
    }

    /// Takes no more batches.
    /// - Returns: false when that was said before.
    func close() -> Bool {
        queue.close()
        return state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
    }

    /// Closes the ledger, once the thread has ended.
    func closeFile() throws(JournalError) {
        try throwFailure()
        try file.close()
    }

    // MARK: - For the thread

    func serve() {
        while var batch = queue.take() {
            write(&batch)
            queue.finish()
        }
    }

    private func write(_ batch: inout LedgerBatch) {
        if state.withLock({ $0.failure != nil }) { return keep(batch, nil) }
        do throws(JournalError) {
            let outcome = try file.write(batch)
            batch.clear()
            state.withLock {
                $0.repeatedFills += outcome.repeatedFills
                $0.spare.putBack(&batch, empty: LedgerBatch())
            }
        } catch { keep(batch, error) }
    }

    private func keep(_ batch: LedgerBatch, _ failure: JournalError?) {
        state.withLock {
            $0.failure = $0.failure ?? failure
            $0.unwritten.append(batch)
        }
    }
}
