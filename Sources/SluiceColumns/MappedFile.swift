import Glibc

/// An ordinary file that is mapped into memory, read only.
///
/// Costs nothing until a byte is looked at. Whoever cuts the file while it is mapped ends the process, as with every
/// map; files that are replaced by a rename, as ``ColumnWriter`` does, stay whole for those who have them open.
public final class MappedFile: @unchecked Sendable {
    /// Its bytes, which live as long as the object.
    public let bytes: UnsafeRawBufferPointer
    /// The path, as it was given.
    public let path: String

    /// Maps a file.
    /// - Throws: `ColumnError` when it is missing, unreadable, or no ordinary file.
    public init(_ path: String) throws(ColumnError) {
        guard !path.utf8.contains(0) else { throw ColumnError(.missing, path, "there is no such file") }
        // Without O_NONBLOCK a pipe would keep us waiting for its writer before it can be refused.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(path, number: errno) }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw .system(path, number: errno) }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            throw ColumnError(.system, path, "it is not an ordinary file")
        }
        self.path = path
        let count = Int(facts.st_size)
        guard count > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let start, start != MAP_FAILED else { throw .system(path, number: errno) }
        bytes = UnsafeRawBufferPointer(start: start, count: count)
    }

    deinit {
        if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
    }
}

extension ColumnError {
    /// What the system said about a path.
    static func system(_ path: String, number: CInt) -> ColumnError {
        switch number {
        case ENOENT, ENOTDIR: ColumnError(.missing, path, "there is no such file")
        case EACCES, EPERM: ColumnError(.system, path, "permission denied")
        default: ColumnError(.system, path, String(cString: strerror(number)))
        }
    }
}
