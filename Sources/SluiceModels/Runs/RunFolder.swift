/// A folder that holds training runs, seen without a way out of it.
///
/// Paths are relative to the folder, with `/` between names and no `.` or `..`; the empty path is the folder itself.
/// Whoever implements it refuses what leads out of the folder, symbolic links above all.
public protocol RunFolder {
    /// What lies in a folder, in any order; hidden names may be left out.
    /// - Throws: `RunFolderError`.
    func entries(of path: String) throws(RunFolderError) -> [RunFolderEntry]

    /// Reads a whole file.
    /// - Throws: `RunFolderError`, with `tooLarge` for a file of more bytes than the limit.
    func read(_ path: String, limit: Int) throws(RunFolderError) -> [UInt8]
}

/// A name in a folder.
public struct RunFolderEntry: Hashable, Sendable {
    /// The name, without its folder.
    public let name: String
    /// Whether it is a folder.
    public let isFolder: Bool

    /// Creates an entry.
    public init(_ name: String, isFolder: Bool) { (self.name, self.isFolder) = (name, isFolder) }
}

/// What went wrong with a file or a folder of a run.
public struct RunFolderError: Error, Hashable, Sendable {
    /// What went wrong.
    public enum Code: String, Hashable, Sendable {
        /// There is no such file.
        case missing
        /// It leads out of the folder.
        case outside
        /// It cannot be read.
        case unreadable
        /// It has more bytes than the limit.
        case tooLarge
    }

    /// What went wrong.
    public let code: Code
    /// What went wrong, in words.
    public let message: String

    /// Creates an error.
    public init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

    /// Creates an error from another library's word for what went wrong; an unknown one means that it cannot be read.
    public init(code: String, _ message: String) {
        let known: [String: Code] = ["missing": .missing, "outside": .outside, "tooLarge": .tooLarge]
        self.init(known[code] ?? .unreadable, message)
    }
}

/// A folder within another.
struct RunSubfolder: RunFolder {
    let folder: any RunFolder
    let path: String

    private func whole(_ inner: String) -> String {
        path.isEmpty ? inner : inner.isEmpty ? path : path + "/" + inner
    }

    func entries(of inner: String) throws(RunFolderError) -> [RunFolderEntry] {
        try folder.entries(of: whole(inner))
    }

    func read(_ inner: String, limit: Int) throws(RunFolderError) -> [UInt8] {
        try folder.read(whole(inner), limit: limit)
    }
}
