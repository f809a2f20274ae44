/// A folder of the project as if it were all there is: what leads out of it is outside, symbolic links too.
///
/// Paths are relative to the folder, with `/` between names and no `.` or `..`; the empty path is the folder itself.
public protocol FolderAccess: Sendable {
    /// What lies in a folder, sorted by the bytes of the names; hidden names are left out.
    /// - Throws: `FileError` when it is missing, leads out, or is no folder.
    func entries(of path: String) throws(FileError) -> [FolderEntry]

    /// A file's bytes as they are, whatever the ending of its name.
    /// - Throws: `FileError` when it is missing, leads out, or has more bytes than the limit.
    func contents(of path: String, limit: Int) throws(FileError) -> [UInt8]

    /// A number that is another one once a file was written or replaced; the file is not read for it.
    /// - Throws: `FileError` when it is missing or leads out.
    func version(of path: String) throws(FileError) -> UInt64
}

/// A name in a folder.
public struct FolderEntry: Hashable, Sendable {
    /// The name, without its folder.
    public let name: String
    /// Whether it is a folder.
    public let isFolder: Bool

    /// Creates an entry.
    public init(_ name: String, isFolder: Bool) { (self.name, self.isFolder) = (name, isFolder) }
}

extension FileAccess {
    /// Has no folders.
    public func folder(at path: PipelinePath) throws(FileError) -> any FolderAccess {
        throw FileError(.missing, path.written, "there is no such folder")
    }
}
