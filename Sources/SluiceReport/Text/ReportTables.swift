import SluiceColumns
import SluiceMarket

/// The tables of a run as CSV, with names instead of numbers and moments as text.
///
/// Beside the recorded tables there are `figures`, `sessions` (what each period returned), `round_trips` and
/// `instruments`.
public struct ReportTables {
    private let analysis: RunAnalysis
    private var run: RecordedRun { analysis.run }
    private var facts: RunFacts { run.facts }

    /// Takes the tables of a run.
    public init(_ analysis: RunAnalysis) { self.analysis = analysis }

    /// Writes a file for each table into a folder, which is made where it is not there.
    /// - Throws: `ReportError` when the system refuses.
    public func write(to folder: String) throws(ReportError) {
        try RunFolder.make(folder)
        for table in RunTable.allCases { try write(table, to: "\(folder)/\(table.rawValue).csv") }
        try write(
            "\(folder)/figures.csv", ["figure", "value", "unit"],
            analysis.groups.flatMap(\.figures).map { [$0.key, Self.number($0.value), $0.unit.rawValue] })
        let sessions = analysis.sessions
        try write(
            "\(folder)/sessions.csv", ["date", "equity", "return"],
            sessions.dates.indices.map {
                [
                    sessions.dates[$0].iso8601, Self.number(sessions.equity[$0]),
                    Self.number(sessions.returns[$0]),
                ]
            })
        try write(
            "\(folder)/round_trips.csv",
            [
                "instrument", "side", "entry", "exit", "quantity", "entry_price", "exit_price", "fees",
                "profit", "profit_bps", "adverse_bps", "favourable_bps", "horizon",
            ], analysis.trips.map(row))
        try write(
            "\(folder)/instruments.csv",
            ["instrument", "profit", "trades", "traded", "fees", "charges"],
            analysis.shares.map {
                [facts.instrument($0.instrument), Self.number($0.profit), "\($0.trades)"]
                    + [$0.traded, $0.fees, $0.charges].map(Self.number)
            })
    }

    /// Writes a text, such as a page, into a file.
    /// - Throws: `ReportError` when the system refuses.
    public static func write(_ text: String, to path: String) throws(ReportError) {
        try RunFolder.write(text, to: path)
    }

    private func row(_ trip: RoundTrip) -> [String] {
        let names = [
            facts.instrument(trip.instrument), trip.side > 0 ? "long" : "short", Self.time(trip.entryTime),
            Self.time(trip.exitTime),
        ]
        let numbers = [
            trip.quantity, trip.entryPrice, trip.exitPrice, trip.fees, trip.profit, trip.profitBps,
            trip.adverse, trip.favourable,
        ]
        return names + numbers.map(Self.number) + [facts.horizon(trip.horizon)]
    }

    private func write(_ table: RunTable, to path: String) throws(ReportError) {
        let columns = run.columns(table)
        let cells = columns.map { column -> (Int) -> String in
            guard column.kind == .i64 else {
                let numbers = run.numbers(table, column.name)
                return { Self.number(numbers[$0]) }
            }
            let integers = run.integers(table, column.name)
            return { name(column.name, integers[$0]) }
        }
        let file = try TextFile(path)
        try file.add(Self.line(columns.map { table == .prices ? price($0.name) : $0.name }))
        for row in 0..<run.rows(table) { try file.add(Self.line(cells.map { $0(row) })) }
        try file.finish()
    }

    /// The head of a column of prices: the instrument's name.
    private func price(_ column: String) -> String { Int(column).map(facts.instrument) ?? column }

    /// What a whole number of a column stands for.
    private func name(_ column: String, _ value: Int64) -> String {
        let number = Int(value)
        return switch column {
        case "time": Self.time(value)
        case "instrument": facts.instrument(number)
        case "horizon": facts.horizon(number)
        case "stage": facts.stage(number)
        case "reason", "measure": facts.reason(number)
        case "kind": facts.charge(number)
        case "side": value > 0 ? "buy" : "sell"
        case "order": "\(UInt64(bitPattern: value))"
        default: "\(value)"
        }
    }

    private func write(_ path: String, _ head: [String], _ rows: [[String]]) throws(ReportError) {
        let file = try TextFile(path)
        try file.add(Self.line(head))
        for row in rows { try file.add(Self.line(row)) }
        try file.finish()
    }

    private static func time(_ moment: Int64) -> String { Timestamp(nanoseconds: moment).iso8601 }

    /// Every digit; nothing where there is no number.
    private static func number(_ value: Double) -> String { value.isNaN ? "" : "\(value)" }

    /// A field with a comma, a quote or a line break stands in quotes (RFC 4180).
    private static func line(_ fields: [String]) -> String {
        fields.map { field in
            field.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
                ? "\""
                    + field.split(separator: "\"", omittingEmptySubsequences: false)
                    .joined(separator: "\"\"") + "\"" : field
        }.joined(separator: ",") + "\n"
    }
}
