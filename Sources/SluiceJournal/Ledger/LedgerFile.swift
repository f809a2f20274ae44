import SluiceKit
public import SluiceMarket

/// The ledger of a pipeline: a SQLite file in which a batch is durable when ``write(_:)`` returns.
///
/// It is used by one thread at a time. It runs in WAL mode with `synchronous=FULL`. Once a write has failed the batch
/// is not in it, and the next write may be tried.
public final class LedgerFile {
    static let name = "ledger.sqlite"

    /// Where it is.
    public let path: String
    let database: Database
    let statements: LedgerStatements
    /// What each stage's memory was when it was written last, so that the same one is not written again.
    var written: [String: StageMemory] = [:]
    let folder: StateFolder

    private init(_ folder: StateFolder, _ database: Database) throws(JournalError) {
        (self.folder, self.database, path) = (folder, database, database.path)
        statements = try LedgerStatements(database)
    }

    /// Opens the ledger of a state folder, which is made or brought to this version's form when that is needed.
    ///
    /// A ledger that was not closed is checked from end to end.
    /// - Parameters:
    ///   - folder: The folder, which stays locked as long as the ledger lives.
    ///   - now: The time, for the name of a damaged file that has to be set aside.
    /// - Returns: The ledger, ready to be loaded and written.
    /// - Throws: `corrupt` when it is damaged and was set aside, `damaged` as long as nobody has accepted that,
    ///   `newer` for one of a later version.
    public static func open(in folder: StateFolder, now: Timestamp) throws(JournalError) -> LedgerFile {
        try open(in: folder, now: now, durability: .full, vfs: nil)
    }

    static func open(
        in folder: StateFolder, now: Timestamp, durability: Database.Durability, vfs: String?
    ) throws(JournalError) -> LedgerFile {
        try DamageNote.refuse(in: folder.path)
        let path = "\(folder.path)/\(name)"
        do throws(JournalError) {
            let database = try Database.open(path, .write(durability), vfs: vfs)
            try check(database)
            try Schema.ledger.migrate(database)
            let file = try LedgerFile(folder, database)
            try database.set("clean", 0)
            return file
        } catch {
            guard error.code == .corrupt else { throw error }
            throw try DamageNote.setAside(path, in: folder.path, now: now, cause: error)
        }
    }

    /// Looks at every page of a ledger that was not closed.
    private static func check(_ database: Database) throws(JournalError) {
        guard try Schema.ledger.check(database) > 0,
            try database.number("SELECT value FROM about WHERE name = 'clean'") != 1
        else { return }
        try database.requireIntegrity()
    }

    /// Closes the ledger; the next start need not check it.
    public func close() throws(JournalError) {
        try database.set("clean", 1)
        try database.checkpoint()
    }

    /// SQLite's `synchronous` as it is: 2 is FULL.
    public var synchronous: Int64 {
        get throws(JournalError) { try database.number("PRAGMA synchronous") ?? -1 }
    }

    /// Copies the ledger as it stands to another file, while it is in use.
    public func backup(to path: String) throws(JournalError) { try database.copy(to: path) }
}

extension LedgerFile {
    /// Lets the file grow no further than its present size, as a full disk would; false lets it grow again.
    package func holdSize(_ isHeld: Bool) throws(JournalError) {
        let pages = isHeld ? try database.number("PRAGMA page_count") ?? 1 : 1_073_741_823
        try database.execute("PRAGMA max_page_count = \(pages)")
    }
}
