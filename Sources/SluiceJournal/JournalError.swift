import Glibc

/// Why something that must survive could not be kept or read.
public struct JournalError: Error, Hashable, Sendable {
    /// The kinds of failure.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Another process runs this pipeline, or trades on this account.
        case locked
        /// The folder belongs to another pipeline, mode, broker or account.
        case identity
        /// The file was written by a newer version.
        case newer
        /// The disk is full; nothing of what was to be written is there.
        case full
        /// The disk or the file system failed.
        case io
        /// The file is damaged, or is something else.
        case corrupt
        /// A damaged ledger was set aside, and nobody has said yet that a new one may begin.
        case damaged
        /// Another connection holds the file for too long.
        case busy
        /// What was to be added is there already.
        case duplicate
        /// The file holds something that has no meaning here.
        case malformed
        /// There is no such file or folder.
        case missing
        /// The system refused, such as for want of permission.
        case system
        /// A call that makes no sense now.
        case misuse
    }

    /// What kind of failure it is.
    public let code: Code
    /// What happened, in words without a full stop.
    public let message: String
    /// The file or folder; empty when there is none.
    public let place: String
    /// What the system or SQLite said.
    public let cause: String?

    /// Creates an error.
    public init(_ code: Code, _ message: String, at place: String = "", cause: String? = nil) {
        (self.code, self.message, self.place, self.cause) = (code, message, place, cause)
    }

    /// Whether the same call may succeed later, without anyone mending the file.
    public var isTransient: Bool { code == .full || code == .busy || code == .locked }

    /// The error for a call of the system that failed.
    static func system(_ message: String, at place: String, number: Int32) -> JournalError {
        let code: Code =
            switch number {
            case ENOSPC, EDQUOT, EFBIG: .full
            case EIO: .io
            case ENOENT, ENOTDIR: .missing
            default: .system
            }
        return JournalError(code, message, at: place, cause: String(cString: strerror(number)))
    }
}

extension JournalError: CustomStringConvertible {
    /// The error on one line: `PLACE: message (cause)`.
    public var description: String {
        "\(place.isEmpty ? "" : "\(place): ")\(message)\(cause.map { " (\($0))" } ?? "")"
    }
}
