/// What a look over a whole journal has found.
public struct JournalFinding: Hashable, Sendable {
    /// The file.
    public let file: String
    /// What is wrong, in words.
    public let message: String
}

/// Looks over the files of a journal from end to end, also while the pipeline runs.
public enum JournalCheck {
    /// What must not be found in a ledger: how many rows there are, and what that means.
    private static let rules = [
        (
            """
            SELECT count(*) FROM orders WHERE state <> coalesce((SELECT after FROM transitions
                WHERE client = orders.client ORDER BY number DESC LIMIT 1), 'intended')
            """, "orders whose state is not that of their last step"
        ),
        (
            "SELECT count(*) FROM transitions WHERE client NOT IN (SELECT client FROM orders)",
            "steps of orders that are not there"
        ),
        (
            """
            SELECT count(*) FROM orders WHERE finished IS NULL
                AND state IN ('filled', 'cancelled', 'replaced', 'rejected', 'expired')
            """, "orders that are finished and count as open"
        ),
    ]

    /// Checks the ledger and the trace of a folder.
    /// - Returns: What is wrong, the ledger's first; empty when all is well.
    /// - Throws: `missing` when the folder has no ledger, `newer` for one of a later version.
    public static func verify(_ folder: String) throws(JournalError) -> [JournalFinding] {
        guard Folder.exists("\(folder)/\(LedgerFile.name)") else {
            throw JournalError(.missing, "there is no ledger", at: folder)
        }
        var findings = try check(folder, LedgerFile.name, .ledger)
        if findings.isEmpty { findings += try contradictions(in: folder) }
        for (name, schema) in [(LedgerFile.archiveName, Schema.ledger), (TraceFile.name, Schema.trace)]
        where Folder.exists("\(folder)/\(name)") {
            findings += try check(folder, name, schema)
        }
        return findings
    }

    private static func check(
        _ folder: String, _ name: String, _ schema: Schema
    ) throws(JournalError) -> [JournalFinding] {
        do throws(JournalError) {
            let database = try Database.open("\(folder)/\(name)", .read)
            _ = try schema.check(database)
            try database.requireIntegrity()
            return []
        } catch {
            guard error.code == .corrupt || error.code == .io else { throw error }
            return [JournalFinding(file: name, message: error.cause ?? error.message)]
        }
    }

    private static func contradictions(in folder: String) throws(JournalError) -> [JournalFinding] {
        let database = try Database.open("\(folder)/\(LedgerFile.name)", .read)
        var findings: [JournalFinding] = []
        for (query, meaning) in rules {
            let count = try database.number(query) ?? 0
            if count > 0 {
                findings.append(JournalFinding(file: LedgerFile.name, message: "\(count) \(meaning)"))
            }
        }
        return findings
    }
}
