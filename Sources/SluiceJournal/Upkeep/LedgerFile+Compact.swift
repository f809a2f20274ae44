public import SluiceMarket

/// What a compaction has moved or removed.
public struct CompactOutcome: Hashable, Sendable {
    /// Finished orders that went into the archive, with their steps.
    public var orders = 0
    /// Cycles that were removed from the trace.
    public var cycles = 0

    /// Nothing yet.
    public init() {}
}

extension LedgerFile {
    static let archiveName = "archive.sqlite"

    /// Moves orders that finished before a moment into the archive beside the ledger, with their steps.
    ///
    /// Trades stay: a venue may tell them again at any time. So do orders of cycles that may be run again, those of the
    /// last two days that the ledger has seen, lest they be sent twice. The archive has the ledger's tables. It is written first,
    /// so that a process that dies in between leaves an order in both, and the next call ends the work.
    /// - Returns: How many orders went.
    /// - Throws: What SQLite says; no order is lost then.
    public func compact(before moment: Timestamp) throws(JournalError) -> Int {
        let archive = "\(folder.path)/\(Self.archiveName)"
        // Made and brought to the ledger's form before it is written beside the ledger.
        do {
            let database = try Database.open(archive, .write(.full))
            try Schema.ledger.migrate(database)
        }
        let attach = try database.prepare("ATTACH ?1 AS archive")
        attach.bind(1, archive)
        try attach.run()
        defer { try? database.execute("DETACH archive") }
        try database.execute("PRAGMA archive.synchronous = FULL")
        let condition = "finished < \(moment.nanoseconds) AND scheduled <= \(try lastToLeave().nanoseconds)"
        let old = "SELECT client FROM main.orders WHERE \(condition)"
        try database.transaction { () throws(JournalError) in
            try database.execute(
                """
                DELETE FROM archive.transitions WHERE client IN (\(old));
                INSERT INTO archive.transitions(client, before, after, time, reason, illegal)
                    SELECT client, before, after, time, reason, illegal FROM main.transitions
                    WHERE client IN (\(old)) ORDER BY number;
                INSERT OR REPLACE INTO archive.orders SELECT * FROM main.orders WHERE client IN (\(old));
                """)
        }
        return try database.transaction { () throws(JournalError) in
            try rememberLastOrder()
            try database.execute("DELETE FROM main.transitions WHERE client IN (\(old))")
            try database.execute("DELETE FROM main.orders WHERE \(condition)")
            return database.changes
        }
    }

    /// The last scheduled time whose orders may leave.
    private func lastToLeave() throws(JournalError) -> Timestamp {
        let last = try database.number("SELECT value FROM main.about WHERE name = 'scheduled'")
        return last.map { Timestamp(nanoseconds: $0) - Self.repeatSpan } ?? .distantFuture
    }

    /// Numbers of orders go on from the highest there ever was, which may be about to leave.
    private func rememberLastOrder() throws(JournalError) {
        let last = try database.number("SELECT max(number) FROM main.orders") ?? 0
        let known = try database.number("SELECT value FROM main.about WHERE name = 'last_order'") ?? 0
        if last > known { try database.set("last_order", last) }
    }

    /// Gives the room of what was removed back to the disk; nobody else may have the ledger open.
    public func shrink() throws(JournalError) {
        try database.execute("VACUUM")
        try database.checkpoint()
    }
}

extension TraceFile {
    /// Removes cycles that ran before a moment, and gives their room back to the disk.
    /// - Returns: How many cycles went.
    /// - Throws: What SQLite says.
    public func compact(before moment: Timestamp) throws(JournalError) -> Int {
        let before = try database.number("SELECT count(*) FROM cycles") ?? 0
        try removeCycles(before: moment)
        let after = try database.number("SELECT count(*) FROM cycles") ?? 0
        try database.execute("VACUUM")
        try database.checkpoint()
        return Int(before - after)
    }
}
