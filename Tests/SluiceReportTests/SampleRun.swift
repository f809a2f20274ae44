import SluiceColumns
import SluiceDocument
import SluiceMarket
import SluiceReport
import TemporaryFolders

/// A recorded run that a test writes by hand.
struct SampleRun {
    var facts = RunFacts()
    /// Rows by table: whole numbers and numbers in the order of the columns.
    var rows: [RunTable: [[Double]]] = [:]

    /// Daily cycles on a calendar that never closes, from 2024-01-01 on: an instrument's marks and the equity.
    init(equity: [Double], marks: [[Double]] = [], start: Double = 100_000) {
        let day: Int64 = 86_400_000_000_000
        let first = Timestamp(iso8601: "2024-01-01T12:00:00Z")?.nanoseconds ?? 0
        facts.instruments = marks.indices.map { "I\($0)" }
        (facts.pipeline, facts.digest, facts.version, facts.mode) = ("sample", "d1", "1", "paper")
        (facts.from, facts.to) = (
            Timestamp(nanoseconds: first),
            Timestamp(nanoseconds: first + day * Int64(max(equity.count - 1, 0)))
        )
        (facts.calendar, facts.every, facts.periodsPerYear) = ("24/7", "1d", 365)
        (facts.startCash, facts.startEquity, facts.cycles) = (start, start, equity.count)
        facts.startHoldings = marks.map { _ in 0 }
        facts.currency = "USD"
        facts.charges = ["borrow", "funding"]
        let times = equity.indices.map { Double(first + day * Int64($0)) }
        rows[.equity] = equity.indices.map { [times[$0], equity[$0], start, 0.5, 0.25, 0, 0, 0] }
        rows[.prices] = equity.indices.map { row in [times[row]] + marks.map { $0[row] } }
    }

    /// The moment of a cycle, from 0.
    func time(_ cycle: Int) -> Double { rows[.equity].map { $0[cycle][0] } ?? 0 }

    /// Adds a trade at a cycle: side 1 buys, -1 sells.
    mutating func trade(
        _ cycle: Int, _ instrument: Int = 0, side: Double, _ quantity: Double, at price: Double,
        fee: Double = 0, horizon: Double = -1
    ) {
        rows[.fills, default: []].append(
            [time(cycle), Double(instrument), side, 1, horizon, quantity, price, fee])
    }

    /// Writes the folder.
    @discardableResult
    func write(in folder: TemporaryFolder) throws -> String {
        let path = folder.path + "/run"
        try folder.write("run/run.json", Array(facts.json.text(indented: true).utf8))
        for table in RunTable.allCases {
            let columns = table.columns(instruments: facts.instruments.count)
            let writer = try ColumnWriter("\(path)/\(table.file)", columns: columns)
            for row in rows[table] ?? [] {
                for (place, value) in row.enumerated() {
                    if columns[place].kind == .i64 {
                        writer.set(place, Int64(value))
                    } else {
                        writer.set(place, value)
                    }
                }
                try writer.endRow()
            }
            try writer.finish()
        }
        return path
    }

    /// What a report makes of it.
    func analysis() throws -> RunAnalysis {
        let folder = try TemporaryFolder(inMemory: true)
        return RunAnalysis(try RecordedRun(write(in: folder)))
    }
}

extension RunAnalysis {
    func value(_ key: String) -> Double { figure(key)?.value ?? .infinity }
}
