import Glibc
public import SluiceKit
public import SluiceMarket

/// The file through which a person restricts a pipeline, running or not, from another process.
///
/// A change is a new file in the old one's place, on the disk before the call returns. The pipeline asks
/// ``hasChanged()`` before each order: two calls of the system, some microseconds. What it cannot read halts it. A file
/// named `panic` in the folder halts it too, whatever is in there. One object belongs to one thread.
public final class ControlFile {
    static let name = "control.json"
    static let panicName = "panic"
    /// How many changes are kept in the file.
    static let kept = 100

    /// The folder of the pipeline's state.
    public let folder: String
    private var seen: Signature?

    /// Looks at the control file of a state folder.
    public init(folder: String) { self.folder = folder }

    /// What tells one file from the one that took its place.
    private struct Signature: Equatable {
        var file: UInt64 = 0
        var size: Int64 = 0
        var seconds = 0
        var nanoseconds = 0
        var fault: Int32 = 0
        var isPanic = false
    }

    /// Whether anything was said since the last ``read()``.
    public func hasChanged() -> Bool { seen != signature() }

    /// Reads what was said; what cannot be read is a fault that halts.
    public func read() -> ControlState {
        // A change between this look and the reading is seen by the next look.
        let signature = signature()
        seen = signature
        var state = ControlState()
        do throws(JournalError) { state = try Self.stored(in: folder) } catch {
            state.fault = "the control file cannot be read: \(error)"
        }
        state.isPanic = signature.isPanic
        return state
    }

    /// Does something while nobody can say anything: who speaks meanwhile is heard by the next look.
    ///
    /// An order that is looked at and sent within cannot leave after a halt has returned.
    /// - Throws: What the system says; nothing was done then.
    public func holdingStill(_ body: () -> Void) throws(JournalError) {
        let lock = try FileLock.wait("\(folder)/control.lock")
        body()
        withExtendedLifetime(lock) {}
    }

    private func signature() -> Signature {
        var facts = stat()
        var signature = Signature()
        if stat("\(folder)/\(Self.name)", &facts) == 0 {
            signature.file = UInt64(facts.st_ino)
            signature.size = Int64(facts.st_size)
            signature.seconds = facts.st_mtim.tv_sec
            signature.nanoseconds = facts.st_mtim.tv_nsec
        } else if errno != ENOENT {
            signature.fault = errno
        }
        signature.isPanic = Self.isPanic(folder)
        return signature
    }

    /// Anything that is not plainly absent counts as there.
    private static func isPanic(_ folder: String) -> Bool {
        var facts = stat()
        return lstat("\(folder)/\(panicName)", &facts) == 0 || errno != ENOENT
    }

    /// Restricts trading; it is durable when this returns.
    ///
    /// - Parameters:
    ///   - folder: The folder of the pipeline's state, which is made when it is missing.
    ///   - standing: How trading stands from then on, more than `open`.
    ///   - cancels: Whether open orders that add exposure are cancelled.
    ///   - reason: Why.
    ///   - person: Who says so.
    ///   - now: The time.
    /// - Returns: The change.
    /// - Throws: `misuse` without a reason or a name, else what the system says.
    @discardableResult
    public static func restrict(
        _ folder: String, to standing: TradingStanding, cancels: Bool = true, reason: String,
        by person: String, at now: Timestamp
    ) throws(JournalError) -> ControlChange {
        guard standing > .open else { throw JournalError(.misuse, "that is no restriction", at: folder) }
        try StateEntries.requireOurs(folder)
        try Folder.makePrivate(folder)
        return try change(folder, standing, cancels, reason, person, now)
    }

    /// Restricts trading from within ``holdingStill(_:)``, where a test plays the person on the engine's own thread.
    package static func restrictWhileHeld(
        _ folder: String, to standing: TradingStanding, cancels: Bool, reason: String, by person: String,
        at now: Timestamp
    ) throws(JournalError) {
        _ = try change(folder, standing, cancels, reason, person, now, isHeld: true)
    }

    /// Frees trading from what a person has said; it is durable when this returns.
    ///
    /// - Parameters:
    ///   - folder: The folder of the pipeline's state.
    ///   - reason: Why.
    ///   - person: Who says so.
    ///   - now: The time.
    /// - Returns: The change.
    /// - Throws: `misuse` without a reason or a name or while there is a panic file, else what the system says.
    @discardableResult
    public static func resume(
        _ folder: String, reason: String, by person: String, at now: Timestamp
    ) throws(JournalError) -> ControlChange {
        guard !isPanic(folder) else {
            throw JournalError(
                .misuse, "there is a panic file: remove it first", at: "\(folder)/\(panicName)")
        }
        return try change(folder, .open, false, reason, person, now)
    }

    private static func change(
        _ folder: String, _ standing: TradingStanding, _ cancels: Bool, _ reason: String, _ person: String,
        _ now: Timestamp, isHeld: Bool = false
    ) throws(JournalError) -> ControlChange {
        guard reason.contains(where: { !$0.isWhitespace }), person.contains(where: { !$0.isWhitespace })
        else {
            throw JournalError(.misuse, "a reason and a name are needed", at: folder)
        }
        let lock = isHeld ? nil : try FileLock.wait("\(folder)/control.lock")
        defer { withExtendedLifetime(lock) {} }
        // A file that nobody can read is replaced: it has halted the pipeline, and a person speaks now.
        var changes = (try? stored(in: folder))?.changes ?? []
        let last = changes.last?.number ?? 0
        let change = ControlChange(
            number: max(last + 1, now.nanoseconds), standing, cancels: cancels, reason: reason, by: person,
            time: now)
        changes.append(change)
        try Folder.write(text(changes.suffix(kept)), to: name, in: folder)
        return change
    }
}
