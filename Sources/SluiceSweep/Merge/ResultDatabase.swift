import SluiceDocument
import SluiceJournal

/// The merged results as a SQLite file: a table `cells`, and a table `about` with the plan's header.
///
/// One transaction into a new file: the same results give the same bytes with the same library.
struct ResultDatabase {
    private let results: SweepResults

    init(_ results: SweepResults) { self.results = results }

    /// Writes the file anew.
    func write(to path: String) throws(SweepError) {
        do throws(JournalError) {
            try Folder.replace(path, mode: 0o666) { path throws(JournalError) in try fill(path) }
        } catch { throw SweepError(.system, error.description) }
    }

    private func fill(_ path: String) throws(JournalError) {
        let database = try Database.open(path, .write(.normal), layout: "PRAGMA page_size = 4096")
        // One file without a log beside it.
        try database.execute("PRAGMA journal_mode = DELETE")
        let columns = ResultColumns(results)
        try database.transaction { () throws(JournalError) in
            try database.execute("CREATE TABLE about(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")
            let about = try database.prepare("INSERT INTO about VALUES(?, ?)")
            about.bind(1, "plan")
            about.bind(2, results.plan.header.description)
            try about.run()
            let shapes = columns.names.map { name, type in
                "\(Self.quoted(name)) \(type)\(name == "cell" ? " PRIMARY KEY" : "")"
            }
            try database.execute("CREATE TABLE cells(\(shapes.joined(separator: ", "))) STRICT")
            let marks = Array(repeating: "?", count: shapes.count).joined(separator: ", ")
            let insert = try database.prepare("INSERT INTO cells VALUES(\(marks))")
            for index in results.cells.indices {
                for (place, value) in columns.row(index).enumerated() {
                    Self.bind(value, Int32(place + 1), insert)
                }
                try insert.run()
            }
        }
    }

    private static func bind(_ value: ResultColumns.Value, _ place: Int32, _ statement: Statement) {
        switch value {
        case .whole(let number): statement.bind(place, Int64(number))
        case .number(let number): statement.bind(place, number)
        case .text(let text): statement.bind(place, text)
        case .none: statement.bind(place, String?.none)
        }
    }

    /// A name of a column as it is, whatever it holds.
    private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
