import Glibc

/// How much room the disk under a folder has, held against two limits.
///
/// Below the first the trace stops; below the second the pipeline may only reduce, while the ledger can still be written.
public struct DiskRoom: Sendable {
    /// How the room stands.
    public enum Level: Int, Comparable, Sendable {
        /// There is enough.
        case ample
        /// The trace stops.
        case low
        /// Only orders that reduce a holding.
        case tight

        /// Orders from much room to little.
        public static func < (lhs: Level, rhs: Level) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    /// Bytes under which the trace stops.
    public let low: Int64
    /// Bytes under which the pipeline may only reduce.
    public let tight: Int64

    /// Creates the limits; the second is never above the first.
    public init(low: Int64 = 1 << 30, tight: Int64 = 256 << 20) {
        (self.low, self.tight) = (low, min(tight, low))
    }

    /// How the room stands: one call of the system, without a wait for the disk.
    /// - Throws: What the system says of the folder.
    public func level(of folder: String) throws(JournalError) -> Level {
        let free = try Self.free(in: folder)
        return free < tight ? .tight : free < low ? .low : .ample
    }

    /// How the room stands, where a disk that cannot be asked counts as tight.
    public func cautiousLevel(of folder: String) -> Level { (try? level(of: folder)) ?? .tight }

    /// The bytes that this user may still write on the disk of a folder.
    /// - Throws: What the system says of the folder.
    public static func free(in folder: String) throws(JournalError) -> Int64 {
        var facts = statvfs()
        while statvfs(folder, &facts) != 0 {
            guard errno == EINTR else { throw .system("its disk cannot be asked", at: folder, number: errno) }
        }
        let (bytes, overflow) = Int64(clamping: facts.f_bavail).multipliedReportingOverflow(
            by: Int64(facts.f_frsize))
        return overflow ? .max : bytes
    }
}
