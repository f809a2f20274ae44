import SluiceDocument
import SluiceJournal

/// The results of a shard as its file has them.
package struct ShardResults {
    static let formName = "sluice-sweep-results"

    /// The id of the plan; nil while not even the first line is whole.
    package let plan: String?
    /// The whole lines.
    package let rows: [CellRow]
    /// How many bytes they and the first line take; what is behind was torn when a process was killed.
    let wholeBytes: Int

    /// Reads a file of results; one that is not there has none.
    /// - Throws: `SweepError` with the line of what is wrong; a last line without its end is no fault.
    package init(readingFrom path: String) throws(SweepError) {
        let bytes: [UInt8]?
        do throws(JournalError) { bytes = try Folder.read(path, limit: 16 << 30) } catch {
            throw SweepError(.system, error.description)
        }
        try self.init(bytes ?? [], path: path)
    }

    init(_ bytes: [UInt8], path: String) throws(SweepError) {
        wholeBytes = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let lines = bytes[..<max(wholeBytes - 1, 0)].split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard wholeBytes > 0, let first = lines.first else {
            (plan, rows) = (nil, [])
            return
        }
        let line = SweepLine(first, number: 1, path: path)
        guard try line.text("form") == Self.formName else {
            throw line.error("these are no results of a sweep")
        }
        guard try line.count("version") == SweepPlan.form else {
            throw line.error("the results are of another form than \(SweepPlan.form)")
        }
        let plan = try line.text("plan")
        guard let shard = SweepShard(parsing: try line.text("shard")) else {
            throw line.error("'shard' is none")
        }
        try line.check(Self.header(plan: plan, shard))
        var rows: [CellRow] = []
        rows.reserveCapacity(lines.count)
        for (index, text) in lines.enumerated().dropFirst() {
            rows.append(try CellRow(SweepLine(text, number: index + 1, path: path)))
        }
        (self.plan, self.rows) = (plan, rows)
    }

    /// The first line of a file of results.
    static func header(plan: String, _ shard: SweepShard) -> JSONValue {
        [
            "form": .string(formName), "version": .int(SweepPlan.form), "plan": .string(plan),
            "shard": .string(shard.text),
        ]
    }
}
