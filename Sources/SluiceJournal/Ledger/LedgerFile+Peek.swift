extension LedgerFile {
    /// Reads the ledger of a state folder without locking or changing it, also while a pipeline runs on it.
    /// - Returns: nil when there is none.
    /// - Throws: `newer` for one of a later version, `malformed` for a value that has no meaning.
    public static func peek(
        in folder: String, instruments: [String] = []
    ) throws(JournalError) -> LedgerState? {
        let path = "\(folder)/\(name)"
        guard Folder.exists(path) else { return nil }
        let database = try Database.open(path, .read)
        guard try Schema.ledger.check(database) > 0 else { return nil }
        return try LedgerReading(database: database).state(instruments)
    }
}
