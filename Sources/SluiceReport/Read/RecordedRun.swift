import Glibc
public import SluiceColumns
import SluiceDocument
import SluiceKit

/// A run as its folder holds it: facts, and tables that are mapped into memory.
public final class RecordedRun {
    /// The folder, as it was given.
    public let path: String
    /// What is known beside the tables.
    public let facts: RunFacts
    private let tables: [RunTable: ColumnFile]

    /// Opens a run and looks whether its parts fit together.
    /// - Throws: `ReportError` when there is none, or a part is missing or of another form.
    public init(_ path: String) throws(ReportError) {
        self.path = path
        let file = "\(path)/run.json"
        let bytes = try Self.bytes(file, in: path)
        let json: JSONValue
        do throws(JSONSyntaxError) { json = try JSONReader.read(bytes) } catch {
            throw ReportError(.damaged, file, error.description)
        }
        let facts = try RunFacts(json, path: file)
        self.facts = facts
        var tables: [RunTable: ColumnFile] = [:]
        for table in RunTable.allCases {
            do throws(ColumnError) {
                let columns = try ColumnFile("\(path)/\(table.file)")
                guard columns.columns == table.columns(instruments: facts.instruments.count) else {
                    throw ColumnError(
                        .foreign, columns.path, "has other columns than a table of \(table.rawValue)")
                }
                tables[table] = columns
            } catch { throw ReportError(error) }
        }
        self.tables = tables
        guard integers(.equity, "time").elementsEqual(integers(.prices, "time")) else {
            throw ReportError(.damaged, path, "has other cycles in its equity than in its prices")
        }
        try checkTimes()
    }

    /// Cycles go forward, and nothing happened before 1970.
    private func checkTimes() throws(ReportError) {
        for table in RunTable.allCases {
            var last: Int64 = 0
            for moment in integers(table, "time") {
                guard moment >= last else {
                    throw ReportError(.damaged, "\(path)/\(table.file)", "has times that cannot be")
                }
                if table == .equity { last = moment }
            }
        }
    }

    /// How many rows a table has.
    public func rows(_ table: RunTable) -> Int { tables[table]?.rows ?? 0 }

    /// The names of a table's columns.
    public func columns(_ table: RunTable) -> [ColumnShape] { tables[table]?.columns ?? [] }

    /// The numbers of a column, which live as long as the run; empty where the table has no such column of numbers.
    func numbers(_ table: RunTable, _ column: String) -> UnsafeBufferPointer<Double> {
        (try? tables[table]?.numbers(column))?.buffer ?? UnsafeBufferPointer(start: nil, count: 0)
    }

    /// The whole numbers of a column, which live as long as the run; empty where the table has no such column of them.
    func integers(_ table: RunTable, _ column: String) -> UnsafeBufferPointer<Int64> {
        (try? tables[table]?.integers(column))?.buffer ?? UnsafeBufferPointer(start: nil, count: 0)
    }

    /// What tells the prices that the run saw from any others: moments and marks, in the order of the instruments.
    public var marksDigest: String {
        var digest = Digest()
        for moment in integers(.prices, "time") { digest.add(UInt64(bitPattern: moment)) }
        for index in facts.instruments.indices {
            for mark in numbers(.prices, "\(index)") { digest.add(mark.bitPattern) }
        }
        let text = String(digest.value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }

    /// A file larger than this is no facts of a run.
    private static let limit = 64 << 20

    private static func bytes(_ file: String, in folder: String) throws(ReportError) -> [UInt8] {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR
                ? ReportError(.missing, folder, "holds no recorded run")
                : ReportError(.system, file, "cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &room, room.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw ReportError(.system, file, "cannot be read: \(String(cString: strerror(errno)))")
            }
            bytes += room[..<count]
            guard bytes.count <= limit else { throw ReportError(.damaged, file, "is too large") }
        }
    }
}
