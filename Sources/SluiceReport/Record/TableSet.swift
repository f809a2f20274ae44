import SluiceColumns

/// The tables of a run while it is written, each with a limit to its rows.
struct TableSet {
    private var writers: [ColumnWriter] = []
    private var leftOut: [Int] = []
    private let limit: Int

    init(in folder: String, instruments: Int, limit: Int) throws(ColumnError) {
        self.limit = limit
        for table in RunTable.allCases {
            writers.append(
                try ColumnWriter("\(folder)/\(table.file)", columns: table.columns(instruments: instruments)))
            leftOut.append(0)
        }
    }

    /// The writer of a table.
    subscript(_ table: RunTable) -> ColumnWriter { writers[table.place] }

    /// The writer of a table that has room for another row; nil where it has none, which is counted.
    mutating func room(in table: RunTable) -> ColumnWriter? {
        let writer = writers[table.place]
        if writer.rows < limit { return writer }
        leftOut[table.place] += 1
        return nil
    }

    /// Rows that found no room.
    var missing: [String: Int] {
        var missing: [String: Int] = [:]
        for table in RunTable.allCases where leftOut[table.place] > 0 {
            missing[table.rawValue] = leftOut[table.place]
        }
        return missing
    }

    func finish() throws(ColumnError) { for writer in writers { try writer.finish() } }
}

extension RunTable {
    /// Its place among all tables.
    fileprivate var place: Int {
        switch self {
        case .equity: 0
        case .fills: 1
        case .prices: 2
        case .decisions: 3
        case .blocks: 4
        case .weights: 5
        case .risk: 6
        case .charges: 7
        }
    }
}
