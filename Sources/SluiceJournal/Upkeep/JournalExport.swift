import SluiceDocument
import SluiceKit
import SluiceMarket

/// Writes tables of a journal as text, also while the pipeline runs.
///
/// Times become ISO 8601, amounts stay the exact decimals that they are.
public enum JournalExport {
    private static let times: Set<String> = [
        "scheduled", "approved", "changed", "finished", "good_til", "parent", "time", "now",
    ]
    private static let truths: Set<String> = ["post_only", "reduce_only", "illegal"]

    /// Gives a table's lines to a function, without their line breaks.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - folder: The folder of the pipeline's state.
    ///   - format: How it is written.
    ///   - line: What takes a line.
    /// - Throws: `missing` when there is no such file, else what SQLite says.
    public static func write(
        _ table: JournalTable, of folder: String, as format: JournalFormat, to line: (String) -> Void
    ) throws(JournalError) {
        let path = "\(folder)/\(table.fileName)"
        guard Folder.exists(path) else { throw JournalError(.missing, "there is no such file", at: path) }
        let database = try Database.open(path, .read)
        let found = try database.number("SELECT count(*) FROM sqlite_schema WHERE name = '\(table.rawValue)'")
        guard found ?? 0 > 0 else {
            throw JournalError(.missing, "it is of an older form, which has no \(table.rawValue)", at: path)
        }
        let rows = try database.prepare("SELECT * FROM \(table.rawValue) ORDER BY \(table.sorting)")
        let names = (0..<rows.columnCount).map(rows.name)
        if format == .csv { line(names.map(field).joined(separator: ",")) }
        while try rows.step() {
            let values = names.enumerated().map { value(rows, Int32($0.offset), $0.element) }
            switch format {
            case .csv: line(values.map(text).map(field).joined(separator: ","))
            case .jsonl: line(JSONValue.object(zip(names, values).map { JSONValue.Member($0, $1) }).text())
            }
        }
    }

    private static func value(_ row: Statement, _ column: Int32, _ name: String) -> JSONValue {
        if row.isNull(column) { return .null }
        if times.contains(name) { return .string(row.time(column).iso8601) }
        if truths.contains(name) { return .bool(row.int(column) != 0) }
        if name == "standing" {
            return TradingStanding(rawValue: Int(row.int(column))).map { .string($0.word) }
                ?? .int(Int(row.int(column)))
        }
        switch row.kind(column) {
        case .whole: return .int(Int(row.int(column)))
        case .real: return .double(row.double(column))
        case .text: return .string(row.text(column))
        }
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        default: value.text()
        }
    }

    /// A field of RFC 4180: in quotes where it has to be.
    private static func field(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }
}
