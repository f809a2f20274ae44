import SluiceMarket

/// The tables of a sweep's page.
struct SweepTables {
    private let analysis: SweepAnalysis
    private var table: SweepTable { analysis.table }

    /// How many cells a table lists.
    static let listed = 20
    private static let listedUnfinished = 100

    init(_ analysis: SweepAnalysis) { self.analysis = analysis }

    /// The best cells; a row lights up the cell's line among all settings.
    var best: String {
        let head = ["Rank", "Cell"] + table.shortAxes + table.metrics.map(\.name) + ["Trades"]
        let shown = analysis.ranked.prefix(Self.listed)
        let rows = shown.enumerated().map { rank, place in
            let cell = table.cells[place]
            let figures = table.metrics.indices.map {
                RunFigure.text(table.value(cell, $0), table.metrics[$0].unit)
            }
            let values = table.axes.indices.map { table.value(cell, axis: $0) }
            let texts = ["\(rank + 1)", "\(cell.number)"] + values + figures
            let cells = (texts + [RunFigure.text(Double(cell.fills), .count)]).map { text in
                "<td\(text.hasPrefix("-") ? " class=\"minus\"" : "")>\(escaped(text))</td>"
            }
            return "<tr data-cell=\"\(cell.number)\">\(cells.joined())</tr>"
        }
        let left = table.cells.count - shown.count
        let heads = head.map { "<th>\(escaped($0))</th>" }.joined()
        return """
            <div class="scroll"><table class="cells"><thead><tr>\(heads)</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table></div>
            \(left > 0 ? "<p class=\"note\">\(left) more stand in the results.</p>" : "")
            """
    }

    var unfinished: String {
        let shown = table.unfinished.prefix(Self.listedUnfinished)
        let rows = shown.map { cell in
            [
                "\(cell.number)",
                zip(table.shortAxes, cell.values).map { "\($0)=\($1)" }.joined(separator: " "),
            ]
                + [cell.message]
        }
        let left = table.unfinished.count - shown.count
        return
            "<details><summary>\(table.unfinished.count) cell\(table.unfinished.count == 1 ? "" : "s")</summary>"
            + PageTable(head: ["Cell", "Settings", "Why"], rows: rows, texts: [0, 1, 2]).markup
            + (left > 0 ? "<p class=\"note\">\(left) more stand in the results.</p>" : "") + "</details>"
    }

    var origin: String {
        let rows = zip(table.shortAxes, table.axes).filter { $0 != $1 }.map { ["\($0)", "is \($1)"] }
        return PageTable(
            head: ["", ""], rows: table.origins.map { [$0.name, $0.text] } + rows, texts: [0, 1]
        ).markup
    }
}
