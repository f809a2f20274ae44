import Glibc

/// A text file that was not there before.
struct NewFile {
    let path: String
    let text: String

    /// Whether there is anything at a path.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Writes the file and the folders it lies in.
    /// - Throws: `CommandError` when that cannot be done; a file that is there stays as it is.
    func write() throws {
        var folder = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            folder += folder.isEmpty && !path.hasPrefix("/") ? "\(part)" : "/\(part)"
            guard !folder.isEmpty, folder != "/" else { continue }
            guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
                throw failure("make the folder", folder)
            }
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure("write", path) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw failure("write", path) }
            rest = rest.dropFirst(max(count, 0))
        }
    }

    private func failure(_ action: String, _ path: String) -> CommandError {
        CommandError(.environment, "cannot \(action) \(path): \(String(cString: strerror(errno)))")
    }
}
