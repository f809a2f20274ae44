import Glibc
import SluiceDocument
public import SluiceMarket

/// Says that a damaged ledger was set aside: until a person has accepted that, no ledger is opened in the folder.
public enum DamageNote {
    private static let name = "damaged.json"

    /// - Throws: `damaged` when a note is there.
    static func refuse(in folder: String) throws(JournalError) {
        let path = "\(folder)/\(name)"
        guard let bytes = try Folder.read(path) else { return }
        let value = try? JSONReader.read(bytes)
        var file = "the file beside it"
        if case .string(let name)? = value?["file"] { file = "'\(name)'" }
        throw JournalError(
            .damaged,
            """
            the ledger was damaged and set aside as \(file): positions and open orders are not known. \
            Look at the venue, then 'sluice journal accept-damage STATE' lets a new ledger begin
            """, at: folder)
    }

    /// Renames a damaged ledger with its log, and leaves a note.
    /// - Returns: The error to throw.
    static func setAside(
        _ path: String, in folder: String, now: Timestamp, cause: JournalError
    ) throws(JournalError) -> JournalError {
        let target = try Damaged.setAside(path, now: now)
        let note: JSONValue = [
            "file": .string(target), "time": .string(now.iso8601), "cause": .string("\(cause)"),
        ]
        try Folder.write(note.text(indented: true) + "\n", to: name, in: folder)
        return JournalError(
            .corrupt,
            """
            the ledger is damaged and was set aside as '\(target)': positions and open orders are not known. \
            Look at the venue, then 'sluice journal accept-damage STATE' lets a new ledger begin
            """, at: path, cause: cause.cause ?? cause.message)
    }

    /// Lets a new ledger begin in a folder whose old one was damaged; the note is kept under another name.
    /// - Throws: `missing` when no ledger was set aside.
    public static func accept(
        in folder: StateFolder, by person: String, reason: String, now: Timestamp
    ) throws(JournalError) {
        guard let bytes = try Folder.read("\(folder.path)/\(name)") else {
            throw JournalError(.missing, "no damaged ledger was set aside here", at: folder.path)
        }
        let note: JSONValue = [
            "note": (try? JSONReader.read(bytes)) ?? .null, "by": .string(person), "reason": .string(reason),
            "time": .string(now.iso8601),
        ]
        let accepted = "damaged-accepted-\(Damaged.stamp(now)).json"
        try Folder.write(note.text(indented: true) + "\n", to: accepted, in: folder.path)
        guard unlink("\(folder.path)/\(name)") == 0 else {
            throw .system("the note cannot be removed", at: "\(folder.path)/\(name)", number: errno)
        }
        try Folder.sync(folder.path)
    }
}

/// Keeps a damaged file under another name.
enum Damaged {
    /// Renames a SQLite file with what belongs to it.
    /// - Returns: The new name, without its folder.
    static func setAside(_ path: String, now: Timestamp) throws(JournalError) -> String {
        var target = "\(path).damaged-\(stamp(now))"
        var number = 1
        while Folder.exists(target) {
            number += 1
            target = "\(path).damaged-\(stamp(now))-\(number)"
        }
        // The log goes first: a file without its log is read without it, a log without its file is thrown away.
        for ending in ["-wal", "-shm", ""] where Folder.exists(path + ending) {
            guard rename(path + ending, target + ending) == 0 else {
                throw .system("the damaged file cannot be set aside", at: path + ending, number: errno)
            }
        }
        let slash = target.lastIndex(of: "/").map { target.index(after: $0) } ?? target.startIndex
        try Folder.sync(String(target[..<slash]))
        return String(target[slash...])
    }

    /// A moment in a file's name, `20240102T153000Z`.
    static func stamp(_ time: Timestamp) -> String {
        String(time.iso8601.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
    }
}
