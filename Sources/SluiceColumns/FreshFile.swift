import Glibc

/// A file that is written under a temporary name beside its place, and takes the place once it is whole.
package final class FreshFile {
    /// The place, as it was given.
    package let path: String
    private let temporary: String
    private let descriptor: CInt
    private var isOpen = true

    /// Begins a file.
    /// - Throws: `ColumnError` when the folder cannot be written.
    package init(_ path: String) throws(ColumnError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw ColumnError(.missing, path, "this is no name of a file")
        }
        self.path = path
        (temporary, descriptor) = try Self.opened(beside: path)
    }

    deinit { abandon() }

    /// Removes what was written; the file at the place stays as it was.
    package func abandon() {
        guard isOpen else { return }
        isOpen = false
        close(descriptor)
        unlink(temporary)
    }

    /// Puts the file into its place: at any instant, also without power, the old one or the new one is there whole.
    package func keep() throws(ColumnError) {
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw .system(path, number: errno) }
        isOpen = false
        close(descriptor)
        // The name survives a loss of power only once the folder is written too; some file systems cannot be asked to.
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { return }
        fsync(handle)
        close(handle)
    }

    /// Writes bytes at a place of the file; what lies before it and was never written is zeros.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(ColumnError) {
        try whole(bytes.count) { done in
            pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
        }
    }

    /// Reads bytes that were written.
    func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(ColumnError) {
        try whole(bytes.count) { done in
            pread(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
        }
    }

    /// Calls the system until so many bytes are done; it is told how many are, and gives how many more.
    private func whole(_ wanted: Int, _ call: (_ done: Int) -> Int) throws(ColumnError) {
        var done = 0
        while done < wanted {
            let count = call(done)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .system(path, number: count < 0 ? errno : EIO) }
            done += count
        }
    }

    /// Gives the file its length.
    func extend(to size: Int) throws(ColumnError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw .system(path, number: errno) }
    }

    /// Two that write one file at once have temporary names of their own.
    private static func opened(beside path: String) throws(ColumnError) -> (String, CInt) {
        let split = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        for attempt in 0..<1_000 {
            let name = "\(path[..<split]).\(path[split...]).\(getpid())-\(attempt).new"
            let descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 { return (name, descriptor) }
            guard errno == EEXIST || errno == EINTR else { throw .system(path, number: errno) }
        }
        throw ColumnError(.system, path, "1,000 unfinished files lie beside it")
    }
}
