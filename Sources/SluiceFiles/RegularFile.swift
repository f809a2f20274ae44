import Glibc
import SluiceKit

/// An ordinary file, read from its beginning to its end.
final class RegularFile: FileStream {
    private let descriptor: CInt
    /// The path as the user would write it.
    let path: String
    /// How many bytes it had when it was opened.
    let size: Int

    /// Opens a file; anything but an ordinary one is refused, since a pipe or a device may never end.
    init(_ real: String, shownAs path: String) throws(FileError) {
        guard !real.utf8.contains(0) else { throw FileError(.missing, path, "there is no such file") }
        self.path = path
        // Without O_NONBLOCK a pipe would keep us waiting for its writer before it can be refused.
        descriptor = try Self.opened(real, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, path)
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else {
            let number = errno
            close(descriptor)
            throw FileError.system(path, number: number)
        }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw FileError(.unreadable, path, "it is not an ordinary file")
        }
        size = Int(facts.st_size)
        _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { close(descriptor) }

    var knownSize: Int? { size }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            guard count < 0 else { return count }
            guard errno == EINTR else { throw FileError.system(path, number: errno) }
        }
    }

    /// Reads what is left.
    func rest(limit: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(size, limit))
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
        defer { chunk.deallocate() }
        while case let count = try read(into: chunk), count > 0 {
            guard bytes.count + count <= limit else {
                throw FileError(.tooLarge, path, "it is larger than \(limit) bytes")
            }
            bytes.append(contentsOf: chunk[..<count])
        }
        return bytes
    }

    private static func opened(_ real: String, _ flags: CInt, _ path: String) throws(FileError) -> CInt {
        var descriptor = Glibc.open(real, flags)
        if descriptor < 0, errno == EMFILE, raiseFileLimit() { descriptor = Glibc.open(real, flags) }
        guard descriptor >= 0 else { throw FileError.system(path, number: errno) }
        return descriptor
    }

    /// Raises the number of files this process may hold open to what the system allows it.
    ///
    /// Shells give 1,024, and a universe of a few thousand instruments may have a file for each.
    private static func raiseFileLimit() -> Bool {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
            limit.rlim_cur < limit.rlim_max
        else { return false }
        limit.rlim_cur = limit.rlim_max
        return setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    }
}
