import Glibc

/// A text file that is written from its beginning to its end, in large pieces.
final class TextFile {
    private let path: String
    private let descriptor: Int32
    private var waiting: [UInt8] = []

    /// Makes the file, or empties the one that is there.
    init(_ path: String) throws(ReportError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw RunFolder.fault("cannot be made", path) }
    }

    deinit { close(descriptor) }

    /// Adds text.
    func add(_ text: String) throws(ReportError) {
        waiting.append(contentsOf: text.utf8)
        if waiting.count > 1 << 20 { try write() }
    }

    /// Writes what waits, and waits until all is safe.
    func finish() throws(ReportError) {
        try write()
        guard fsync(descriptor) == 0 else { throw RunFolder.fault("cannot be written", path) }
    }

    private func write() throws(ReportError) {
        var from = 0
        while from < waiting.count {
            let count = waiting.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + from }, waiting.count - from)
            }
            if count < 0, errno != EINTR { throw RunFolder.fault("cannot be written", path) }
            from += max(count, 0)
        }
        waiting.removeAll(keepingCapacity: true)
    }
}
