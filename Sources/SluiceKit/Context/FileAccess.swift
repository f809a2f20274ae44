/// Files of the project, as stages may see them: read only, and never outside the folders that are allowed.
public protocol FileAccess: Sendable {
    /// The files that a path names: the file itself, every file of a folder, or all that match a pattern.
    ///
    /// In a pattern `*` stands for any characters of one name and `?` for one. Sorted by path; hidden files and
    /// folders inside the folder are left out.
    /// - Throws: `FileError` when there is none, or it lies outside.
    func files(at path: PipelinePath) throws(FileError) -> [String]

    /// Opens a file for reading from its beginning; a name that ends in `.gz` is unpacked on the way.
    func open(_ path: String) throws(FileError) -> any FileStream
}

/// A file that is read from its beginning to its end.
public protocol FileStream: AnyObject {
    /// Reads the next bytes into a buffer.
    /// - Returns: How many; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int
}

/// What went wrong with a file.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: String, Hashable, Sendable {
        case missing
        case outside
        case unreadable
        case damaged
        case tooLarge
    }

    /// What went wrong.
    public let code: Code
    /// The path, as the user would write it.
    public let path: String
    /// What went wrong, in words.
    public let message: String

    /// Creates an error.
    public init(_ code: Code, _ path: String, _ message: String) {
        (self.code, self.path, self.message) = (code, path, message)
    }

    /// The path and what went wrong.
    public var description: String { "\(path): \(message)" }
}
