import Glibc
import SluiceKit

/// Paths as the system sees them once every link is followed.
package enum RealPath {
    /// The absolute path without links, `.` and `..`; nil when there is no such file.
    package static func of(_ path: String) -> String? {
        guard !path.isEmpty, !path.utf8.contains(0), let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// The folder that relative paths begin in.
    package static var currentFolder: String { of(".") ?? "/" }

    /// Whether a path is that of a folder.
    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Why `of` just gave nil for a path.
    static func failure(_ path: String) -> FileError {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            return FileError(.missing, path, "there is no such file")
        }
        errno = 0
        if let real = realpath(path, nil) { free(real) }
        return FileError.system(path, number: errno)
    }
}

extension FileError {
    /// What the system said about a path.
    static func system(_ path: String, number: CInt) -> FileError {
        switch number {
        case ENOENT, ENOTDIR: FileError(.missing, path, "there is no such file")
        case EACCES, EPERM: FileError(.unreadable, path, "permission denied")
        case ELOOP: FileError(.unreadable, path, "its links go in a circle")
        default: FileError(.unreadable, path, String(cString: strerror(number)))
        }
    }
}
