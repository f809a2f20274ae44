import SluiceKit

/// What can be borrowed of each instrument, and at what rate.
struct BorrowTable {
    /// Shares that can be borrowed, by instrument: NaN where nothing is known, infinite for a name that is listed.
    let shares: [Double]
    /// Percent a year, by instrument; 0 for a name that is listed.
    let rates: [Double]

    init(_ listed: [String], _ file: PipelinePath?, _ context: StageContext) throws {
        let names = context.axes.instruments
        var shares = names.map { listed.contains($0) ? Double.infinity : .nan }
        var rates = names.map { listed.contains($0) ? 0.0 : .nan }
        if let file {
            let (path, text) = try WholeFile.text(at: file, context.files)
            for row in try Self.rows(text, path: path) {
                guard let index = names.firstIndex(of: row.name) else { continue }
                (shares[index], rates[index]) = (row.shares, row.rate)
            }
        }
        (self.shares, self.rates) = (shares, rates)
    }

    private struct Row {
        let name: String
        let shares: Double
        let rate: Double
    }

    private static func rows(_ text: String, path: String) throws(EventFileError) -> [Row] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map { field in
                String(field.filter { $0 != " " && $0 != "\r" && $0 != "\"" && $0 != "\u{FEFF}" })
            }
        }
        let header = lines.first ?? []
        guard let name = header.firstIndex(of: "symbol"), let shares = header.firstIndex(of: "shares"),
            let rate = header.firstIndex(of: "rate")
        else {
            throw EventFileError(path: path, line: 1, message: "needs the columns symbol, shares and rate")
        }
        var rows: [Row] = []
        for (index, fields) in lines.enumerated().dropFirst() where fields != [""] {
            guard fields.count == header.count, let amount = Double(fields[shares]), amount >= 0,
                amount.isFinite, let percent = Double(fields[rate]), percent >= 0, percent.isFinite
            else {
                throw EventFileError(
                    path: path, line: index + 1,
                    message: "needs a symbol, a number of shares and a rate in percent")
            }
            rows.append(Row(name: fields[name], shares: amount, rate: percent))
        }
        return rows
    }
}
