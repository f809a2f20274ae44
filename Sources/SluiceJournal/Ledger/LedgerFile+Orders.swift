public import SluiceMarket

extension LedgerFile {
    /// The orders of an instrument that one cycle asked for, finished ones too, in the order of their numbers.
    ///
    /// Reads without locking or changing anything, also while a pipeline runs.
    /// - Throws: `missing` when there is no ledger, `malformed` for a value that has no meaning.
    public static func orders(
        of symbol: String, scheduled: Timestamp, in folder: String
    ) throws(JournalError) -> [LedgerOrder] {
        let database = try Database.open("\(folder)/\(name)", .read)
        return try LedgerReading(database: database).orders(of: symbol, scheduled: scheduled)
    }
}
