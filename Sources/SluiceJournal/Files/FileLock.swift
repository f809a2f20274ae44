import Glibc

/// A lock that the system takes away with the process that holds it, however that ends.
package final class FileLock: Sendable {
    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// How a lock is held.
    package enum Form {
        /// By one alone.
        case exclusive
        /// By any number who all say so.
        case shared
    }

    /// Takes a lock; nil when someone else holds it, and goes on holding it for a quarter of a second.
    ///
    /// A process that has just ended may hold it for a moment: in a child that it was about to start.
    package static func take(_ path: String, _ form: Form = .exclusive) throws(JournalError) -> FileLock? {
        try open(path, form == .shared ? LOCK_SH | LOCK_NB : LOCK_EX | LOCK_NB)
    }

    /// Waits for a lock that is held for moments only.
    static func wait(_ path: String) throws(JournalError) -> FileLock {
        guard let lock = try open(path, LOCK_EX) else {
            throw JournalError(.locked, "another process holds it", at: path)
        }
        return lock
    }

    private static func open(_ path: String, _ operation: Int32) throws(JournalError) -> FileLock? {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("the lock cannot be made", at: path, number: errno) }
        var naps = 25
        while flock(descriptor, operation) != 0 {
            if errno == EINTR { continue }
            let number = errno
            if number == EWOULDBLOCK, naps > 0 {
                naps -= 1
                usleep(10_000)
                continue
            }
            close(descriptor)
            guard number == EWOULDBLOCK else { throw .system("cannot be locked", at: path, number: number) }
            return nil
        }
        return FileLock(descriptor)
    }

    /// Writes who holds the lock, for those who find it taken.
    func sign() {
        var text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = text.withUTF8 { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// The number of the process that signed a lock; nil when there is none to read.
    static func signer(of path: String) -> Int? {
        guard let bytes = try? Folder.read(path, limit: 32) else { return nil }
        return Int(String(decoding: bytes, as: UTF8.self).prefix { $0.isNumber })
    }
}
