import Glibc
import SluiceJournal

/// The folder of a sweep: its plan, and the results of its shards.
package struct SweepFolder: Hashable, Sendable {
    /// Its path.
    package let path: String

    /// Names a folder.
    package init(_ path: String) { self.path = path }

    /// The plan's file.
    package var planFile: String { "\(path)/plan.jsonl" }

    /// What data stages show, as columns; it may be deleted at any time.
    package var historyFolder: String { "\(path)/history" }

    /// Makes the folder and those above it; what lies in it is for whoever may read what this user makes.
    package func make() throws(SweepError) {
        do throws(JournalError) { try Folder.make(path, mode: 0o777) } catch {
            throw SweepError(.system, error.description)
        }
    }

    /// Keeps a plan; one that is there has to be the same.
    /// - Returns: Whether it was there.
    package func keep(_ plan: SweepPlan) throws(SweepError) -> Bool {
        try make()
        let text = plan.text
        do throws(JournalError) {
            if let bytes = try Folder.read(planFile, limit: SweepPlan.sizeLimit) {
                guard bytes.elementsEqual(text.utf8) else {
                    throw JournalError(
                        .identity, "the folder holds another plan; name another with --out", at: planFile)
                }
                return true
            }
            try Folder.write(text, to: "plan.jsonl", in: path, mode: 0o666)
            return false
        } catch { throw SweepError(error.code == .identity ? .mismatch : .system, error.description) }
    }

    /// Replaces a file at once.
    package func write(_ text: String, to name: String) throws(SweepError) {
        do throws(JournalError) { try Folder.write(text, to: name, in: path, mode: 0o666) } catch {
            throw SweepError(.system, error.description)
        }
    }

    /// The files of results, by name.
    package func resultFiles() throws(SweepError) -> [String] {
        guard let stream = opendir(path) else {
            throw SweepError(
                errno == ENOENT ? .missing : .system, String(cString: strerror(errno)), at: path)
        }
        defer { closedir(stream) }
        var shards: [SweepShard] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let shard = SweepShard(fileName: name) { shards.append(shard) }
        }
        return shards.sorted { ($0.count, $0.index) < ($1.count, $1.index) }.map { "\(path)/\($0.fileName)" }
    }

    /// What the files hold.
    package func results() throws(SweepError) -> [ShardResults] {
        try resultFiles().map { path throws(SweepError) in try ShardResults(readingFrom: path) }
    }
}
