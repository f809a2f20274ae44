import Glibc
import SluiceColumns
import SluiceDocument

/// Histories that were read before, kept as mapped columns in a folder that may be deleted at any time.
///
/// A history is found by its key: fingerprints of the *whole content* of every file that was read, of the settings of the
/// reader, the universe and the cycles, and the version of this form. Times of change, sizes and inodes are never asked, so
/// a file that was changed behind them is never taken for the one that was read; looking costs one pass over
/// the files at the speed of memory. What the folder holds is not trusted either: a file's header is
/// checked against its size and all its columns against their fingerprint, and what does not fit is as good as not there.
public struct HistoryStore: Sendable {
    /// The folder.
    public let folder: String
    /// The most bytes that the folder's histories take together.
    public let limit: Int

    /// What a folder beside data is called.
    public static let folderName = ".sluice-cache"
    private static let ending = ".history.columns"

    /// A store in a folder, which is made when something is kept.
    public init(folder: String, limit: Int = 4 << 30) { (self.folder, self.limit) = (folder, limit) }

    /// The store for a data file: beside it where its folder can be written, else in the user's cache folder, else none.
    ///
    /// - Parameters:
    ///   - path: The real path of a data file, or of a folder of them with `/` at its end.
    ///   - userCache: `$XDG_CACHE_HOME` or `$HOME/.cache`; nil for none.
    ///   - limit: The most bytes that the folder's histories take together.
    public init?(beside path: String, userCache: String?, limit: Int = 4 << 30) {
        let beside = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
        if access(beside + Self.folderName, W_OK) == 0
            || (errno == ENOENT && access(beside, W_OK) == 0)
        {
            self.init(folder: beside + Self.folderName, limit: limit)
        } else if let userCache, userCache.hasPrefix("/") {
            self.init(folder: userCache + "/sluice", limit: limit)
        } else {
            return nil
        }
    }

    /// A history that was kept under a key; nil when there is none, or it is damaged.
    public func history(_ key: ContentDigest) -> HistoryColumns? {
        let path = path(of: key)
        guard let file = try? ColumnFile(path), let sums = try? ColumnFile(path + ".sums"),
            sums.facts["key"] == .string("\(key)"), sums.facts["content"] == .string("\(Self.sum(of: file))")
        else { return nil }
        return try? HistoryColumns(file)
    }

    /// A history that was kept under a key, else one that is recorded and kept.
    ///
    /// Two processes that miss it at once both record it, and the later one's file, equal to the other's, stays.
    /// - Returns: Nil when the source's bars do not fit columns.
    /// - Throws: What the recording throws: `ColumnError`, or the source's own error.
    public func history(
        _ key: ContentDigest, recording record: (_ path: String) throws -> Bool
    ) throws -> HistoryColumns? {
        if let known = history(key) { return known }
        mkdir(folder, 0o755)
        let path = path(of: key)
        guard try record(path) else {
            unlink(path)
            return nil
        }
        let file = try ColumnFile(path)
        let history = try HistoryColumns(file)
        try ColumnFile.write(
            path + ".sums", [],
            facts: ["key": .string("\(key)"), "content": .string("\(Self.sum(of: file))")])
        trim(keeping: path)
        return history
    }

    private static func sum(of file: ColumnFile) -> ContentDigest {
        file.withBytes { ContentDigest(of: $0) }
    }

    private func path(of key: ContentDigest) -> String { "\(folder)/\(key)\(Self.ending)" }

    /// Removes the histories that were written longest ago until the rest fit the limit.
    private func trim(keeping newest: String) {
        guard let stream = opendir(folder) else { return }
        defer { closedir(stream) }
        var files: [(path: String, size: Int, written: Int)] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var facts = stat()
            guard name.hasSuffix(Self.ending), lstat("\(folder)/\(name)", &facts) == 0 else { continue }
            files.append(("\(folder)/\(name)", Int(facts.st_size), facts.st_mtim.tv_sec))
        }
        var total = files.reduce(0) { $0 + $1.size }
        for file in files.sorted(by: { ($0.written, $0.path) < ($1.written, $1.path) }) {
            guard total > limit else { return }
            guard file.path != newest else { continue }
            unlink(file.path)
            unlink(file.path + ".sums")
            total -= file.size
        }
    }
}
