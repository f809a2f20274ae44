import Glibc
import SluiceDocument
import SluiceJournal

/// A shard's file of results, written by one process at a time: a whole line for each cell.
///
/// However the process ends, what it leaves is whole lines and at most one torn line at the end, which the next one cuts off.
final class ShardFile {
    /// Lines between two waits for the disk.
    private static let rhythm = 32

    /// What earlier processes have left.
    let known: ShardResults
    private let path: String
    private let descriptor: Int32
    private let lock: FileLock
    private var unsafe = 0

    /// Opens a shard's file, or makes it.
    /// - Throws: `SweepError`: `busy` when another process writes it, `mismatch` when it belongs to another plan.
    init(_ shard: SweepShard, plan: String, in folder: String) throws(SweepError) {
        path = "\(folder)/\(shard.fileName)"
        do throws(JournalError) {
            guard let lock = try FileLock.take(path + ".lock") else {
                throw JournalError(.locked, "another process runs this shard", at: path)
            }
            self.lock = lock
        } catch {
            throw SweepError(error.code == .locked ? .busy : .system, error.description)
        }
        known = try ShardResults(readingFrom: path)
        if let other = known.plan, other != plan {
            throw SweepError(.mismatch, "these are results of another plan, \(other)", at: path)
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.system("cannot be made", path) }
        guard ftruncate(descriptor, off_t(known.wholeBytes)) == 0 else {
            throw Self.system("cannot be cut", path)
        }
        if known.plan == nil { try add(ShardResults.header(plan: plan, shard).description) }
    }

    deinit { close(descriptor) }

    /// Adds a row.
    func add(_ row: CellRow) throws(SweepError) { try add(row.object.description) }

    private func add(_ line: String) throws(SweepError) {
        var text = line + "\n"
        let isWhole = text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
        guard isWhole else { throw Self.system("cannot be written", path) }
        unsafe += 1
        if unsafe >= Self.rhythm { try sync() }
    }

    /// Waits until all lines are on the disk.
    func sync() throws(SweepError) {
        unsafe = 0
        guard fsync(descriptor) == 0 else { throw Self.system("cannot be written", path) }
    }

    private static func system(_ message: String, _ path: String) -> SweepError {
        SweepError(.system, "\(message): \(String(cString: strerror(errno)))", at: path)
    }
}
