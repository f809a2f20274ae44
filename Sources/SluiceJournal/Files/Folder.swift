package import Glibc

/// Folders and whole small files, changed so that they are either as before or as wanted.
package enum Folder {
    /// Makes a folder, and those above it, for this user only; one that is there becomes private.
    static func makePrivate(_ path: String) throws(JournalError) {
        try make(path)
        guard chmod(path, 0o700) == 0 else {
            throw .system("the folder cannot be made private", at: path, number: errno)
        }
    }

    /// Makes a folder, and those above it, for this user only unless told; one that is there stays as it is.
    package static func make(_ path: String, mode: mode_t = 0o700) throws(JournalError) {
        if mkdir(path, mode) == 0 { return }
        switch errno {
        case EEXIST:
            var facts = stat()
            guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
                throw JournalError(.system, "it is not a folder", at: path)
            }
        case ENOENT:
            guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { fallthrough }
            try make(String(path[..<slash]), mode: mode)
            guard mkdir(path, mode) == 0 || errno == EEXIST else {
                throw .system("the folder cannot be made", at: path, number: errno)
            }
        default:
            throw .system("the folder cannot be made", at: path, number: errno)
        }
    }

    /// Makes sure that the names in a folder survive a loss of power.
    package static func sync(_ path: String) throws(JournalError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("the folder cannot be opened", at: path, number: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .system("the folder cannot be written", at: path, number: errno)
        }
    }

    /// Replaces a file: at any instant, also without power, the old one or the new one is there whole.
    package static func write(
        _ text: String, to name: String, in folder: String, mode: mode_t = 0o600
    ) throws(JournalError) {
        let path = "\(folder)/\(name)"
        let temporary = "\(path).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .system("cannot be made", at: temporary, number: errno) }
        let number = writeAndSync(text, descriptor)
        close(descriptor)
        guard number == 0 else {
            unlink(temporary)
            throw .system("cannot be written", at: temporary, number: number)
        }
        guard rename(temporary, path) == 0 else {
            throw .system("cannot be renamed", at: temporary, number: errno)
        }
        try sync(folder)
    }

    /// Replaces a file that something else writes: at any instant the old one or the new one is there whole.
    ///
    /// - Parameters:
    ///   - path: Where it goes.
    ///   - mode: Who may read it, as far as the process lets them.
    ///   - fill: Writes the new one at the path that it is given, where an empty file is.
    /// - Throws: What the filling throws, or what the system says.
    package static func replace(
        _ path: String, mode: mode_t = 0o600, _ fill: (_ temporary: String) throws(JournalError) -> Void
    ) throws(JournalError) {
        let temporary = "\(path).new"
        for leftover in ["", "-wal", "-shm", "-journal"] { unlink(temporary + leftover) }
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .system("cannot be made", at: temporary, number: errno) }
        close(descriptor)
        try fill(temporary)
        guard rename(temporary, path) == 0 else {
            throw .system("cannot be renamed", at: temporary, number: errno)
        }
        try sync(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".")
    }

    /// - Returns: The number of what went wrong, 0 for nothing.
    private static func writeAndSync(_ text: String, _ descriptor: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { return errno }
                done += count
            }
            return fsync(descriptor) == 0 ? 0 : errno
        }
    }

    /// The bytes of a small file; nil when there is none.
    package static func read(_ path: String, limit: Int = 1 << 20) throws(JournalError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else {
            // Where a part of the path is a file, there is nothing below it.
            guard errno == ENOENT || errno == ENOTDIR else {
                throw .system("cannot be read", at: path, number: errno)
            }
            return nil
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system("cannot be read", at: path, number: errno) }
            guard count > 0 else { return bytes }
            bytes += part[..<count]
            guard bytes.count <= limit else {
                throw JournalError(.malformed, "it is larger than \(limit) bytes", at: path)
            }
        }
    }

    /// Whether there is anything of that name.
    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
