/// Files of the project, as stages may see them: read only, and never outside the folders that are allowed.
public protocol FileAccess: Sendable {
    /// The files that a path names: the file itself, every file of a folder, or all that match a pattern.
    ///
    /// In a pattern `*` stands for any characters of one name and `?` for one. Sorted by path; hidden files and
    /// folders inside the folder are left out.
    /// - Throws: `FileError` when there is none, or it lies outside.
    func files(at path: PipelinePath) throws(FileError) -> [String]

    /// Opens a file for reading from its beginning; a name that ends in `.gz` or `.zst` is unpacked on the way.
    func open(_ path: String) throws(FileError) -> any FileStream

    /// Opens a file as it is, packed or not, such as for a fingerprint of it.
    func openPacked(_ path: String) throws(FileError) -> any FileStream

    /// A folder with all that lies in it, for what is laid out in folders, such as a training run.
    /// - Throws: `FileError` when there is none, or it lies outside.
    func folder(at path: PipelinePath) throws(FileError) -> any FolderAccess
}

extension FileAccess {
    /// Opens the file as ``open(_:)`` does: nothing here is packed.
    public func openPacked(_ path: String) throws(FileError) -> any FileStream { try open(path) }

    /// A file's bytes from its beginning to its end.
    /// - Throws: `FileError` when it cannot be read or has more bytes than the limit.
    public func contents(of path: String, limit: Int) throws(FileError) -> [UInt8] {
        let stream = try open(path)
        var bytes: [UInt8] = []
        var failure: FileError?
        while failure == nil {
            // A byte more than the limit tells a file of just that length from a longer one.
            let room = Swift.min(max(bytes.count, 65_536), limit - bytes.count + 1)
            let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                count = 0
                do throws(FileError) {
                    count = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
                } catch { failure = error }
            }
            if part.isEmpty { break }
            bytes += part
            guard bytes.count <= limit else {
                throw FileError(.tooLarge, path, "is larger than \(limit) bytes")
            }
        }
        if let failure { throw failure }
        return bytes
    }
}

/// A file that is read from its beginning to its end.
public protocol FileStream: AnyObject {
    /// Reads the next bytes into a buffer.
    /// - Returns: How many; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int

    /// How many bytes there are from beginning to end, where that is known before they are read.
    var knownSize: Int? { get }
}

extension FileStream {
    /// Nil: unknown, as of a file that is unpacked on the way.
    public var knownSize: Int? { nil }
}

/// A project without files.
public struct NoFiles: FileAccess {
    /// Creates access to nothing.
    public init() {}

    /// Finds nothing.
    public func files(at path: PipelinePath) throws(FileError) -> [String] {
        throw FileError(.missing, path.written, "does not exist")
    }

    /// Opens nothing.
    public func open(_ path: String) throws(FileError) -> any FileStream {
        throw FileError(.missing, path, "does not exist")
    }
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
