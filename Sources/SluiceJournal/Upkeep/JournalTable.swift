/// A table of a journal that people may take out of it.
public enum JournalTable: String, CaseIterable, Sendable {
    case orders
    case transitions
    case fills
    case charges
    case balances
    case positions
    case restrictions
    case notes
    case cycles

    /// The file that it is in.
    var fileName: String { self == .cycles ? TraceFile.name : LedgerFile.name }

    /// The order in which its rows are given.
    var sorting: String {
        switch self {
        case .balances: "currency"
        case .positions: "symbol"
        case .cycles: "cycle"
        default: "number"
        }
    }
}

/// How a table is written.
public enum JournalFormat: String, CaseIterable, Sendable {
    /// Comma-separated values (RFC 4180), the names of the columns first.
    case csv
    /// A JSON object on each line.
    case jsonl
}
