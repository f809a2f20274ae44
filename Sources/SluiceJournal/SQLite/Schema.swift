/// The tables of a file as its versions made them, the oldest first.
///
/// A version is never changed once it has shipped.
struct Schema {
    /// What the file is for, in its header: SQLite's `application_id`.
    let application: Int64
    /// The statements of each version, from 1.
    let versions: [String]

    /// The version that this program writes.
    var version: Int64 { Int64(versions.count) }

    /// Brings a file to this program's version, all steps in one transaction.
    /// - Throws: `newer` for a file of a later version, `corrupt` for one of another program.
    func migrate(_ database: Database) throws(JournalError) {
        guard try check(database) < version else { return }
        try database.transaction { () throws(JournalError) in
            // Another process may have been quicker.
            let found = try check(database)
            guard found < version else { return }
            for step in versions[Int(found)...] { try database.execute(step) }
            try database.execute("PRAGMA application_id = \(application); PRAGMA user_version = \(version)")
        }
    }

    /// The version of a file, 0 for an empty one.
    /// - Throws: `newer` for a file of a later version, `corrupt` for one of another program.
    func check(_ database: Database) throws(JournalError) -> Int64 {
        let found = try database.number("PRAGMA user_version") ?? 0
        let owner = try database.number("PRAGMA application_id") ?? 0
        let tables = try database.number("SELECT count(*) FROM sqlite_schema") ?? 0
        guard owner == application || owner == 0 && found == 0 && tables == 0 else {
            throw JournalError(.corrupt, "it is not a file of Sluice's", at: database.path)
        }
        guard found <= version, found >= 0 else {
            throw JournalError(
                .newer,
                "it was written by a newer Sluice (form \(found), this one knows up to \(version)): use that one",
                at: database.path)
        }
        return found
    }
}
