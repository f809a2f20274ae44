import SluiceMarket

/// For each pair of settings a table of the mean metric, the deeper its colour the better; a select shows one at a time.
struct HeatMaps {
    private let analysis: SweepAnalysis
    private var table: SweepTable { analysis.table }

    /// A table has at most so many rows and columns, and a page at most the pairs of so many settings.
    private static let groups = 12
    private static let axes = 8

    init(_ analysis: SweepAnalysis) { self.analysis = analysis }

    var markup: String {
        let moving = table.axes.indices.filter { analysis.scales[$0].values.count > 1 }
        guard let only = moving.first else { return "<p class=\"note\">No setting differs.</p>" }
        let shown = Array(moving.prefix(Self.axes))
        var pairs: [(Int, Int)] = []
        for (place, first) in shown.enumerated() {
            for second in shown[(place + 1)...] { pairs.append((first, second)) }
        }
        let maps = pairs.isEmpty ? [map(0, only, nil)] : pairs.enumerated().map { map($0, $1.0, $1.1) }
        let left = moving.count - shown.count
        return choice(pairs) + maps.joined(separator: "\n")
            + """
            <p class="note">Each field is the mean of \(escaped(table.metric.name)) over all cells that have both values\
            \(table.metric.prefersLess ? "; lower is better" : ""). Its best cell shows when you point at it.\
            \(left > 0 ? " The pairs of \(left) further settings are not drawn." : "")</p>
            """
    }

    private func choice(_ pairs: [(Int, Int)]) -> String {
        guard pairs.count > 1 else { return "" }
        let names = table.shortAxes
        let options = pairs.enumerated().map { number, pair in
            "<option value=\"pair-\(number)\">\(escaped("\(names[pair.0]) and \(names[pair.1])"))</option>"
        }
        return """
            <p class="choice" hidden><label>Settings <select id="pair" autocomplete="off">\(options.joined())</select>\
            </label></p>

            """
    }

    /// The values of one setting across, those of another down; a single setting has one row.
    private func map(_ number: Int, _ first: Int, _ second: Int?) -> String {
        let names = table.shortAxes
        var (across, down) = (first, second)
        if let second, analysis.scales[second].values.count > analysis.scales[first].values.count {
            (across, down) = (second, first)
        }
        let columns = analysis.scales[across].groups(Self.groups)
        let rows = down.map { analysis.scales[$0].groups(Self.groups) }
        let fields = Fields(
            rows: rows?.names.count ?? 1, columns: columns.names.count, table.metric.prefersLess)
        for cell in table.cells.indices {
            let row = down.flatMap { down in rows.map { $0.of[analysis.scales[down].places[cell]] } } ?? 0
            fields.add(
                table.value(table.cells[cell]), row, columns.of[analysis.scales[across].places[cell]])
        }
        let shade = fields.shade
        let body = (0..<fields.rows).map { row in
            let cells = (0..<fields.columns).map { column in field(fields, shade, row, column) }
            return "<tr><th>\(escaped(rows?.names[row] ?? ""))</th>\(cells.joined())</tr>"
        }
        let heads = columns.names.map { "<th>\(escaped($0))</th>" }.joined()
        let corner = down.map { "\(names[$0]) ↓ \(names[across]) →" } ?? "\(names[across]) →"
        return """
            <div class="pair scroll" id="pair-\(number)"\(number > 0 ? " hidden" : "")>\
            <table class="heat" data-chart="heat-\(number)"><thead><tr><th>\(escaped(corner))</th>\(heads)</tr></thead>
            <tbody>
            \(body.joined(separator: "\n"))
            </tbody></table></div>
            """
    }

    private func field(
        _ fields: Fields, _ shade: (Double) -> (String, Double), _ row: Int, _ column: Int
    ) -> String {
        let mean = fields.mean(row, column)
        guard mean.isFinite else { return "<td class=\"none\"></td>" }
        let (kind, depth) = shade(mean)
        let unit = table.metric.unit
        let best = RunFigure.text(fields.best(row, column), unit)
        let count = fields.count(row, column)
        let hint = "\(count) cell\(count == 1 ? "" : "s"), best \(best)"
        return """
            <td class="\(kind)" style="--depth:\(fixedText(depth * 75, places: 0))%" title="\(escaped(hint))">\
            \(escaped(short(mean)))</td>
            """
    }

    /// With a decimal less than figures have elsewhere, so that more fields fit.
    private func short(_ value: Double) -> String {
        switch table.metric.unit {
        case .ratio: fixedText(value, places: 2)
        case .fraction: fixedText(value * 100, places: 1) + "%"
        default: RunFigure.text(value, table.metric.unit)
        }
    }
}

/// What the cells of each field have.
private final class Fields {
    let rows: Int
    let columns: Int
    private let prefersLess: Bool
    private var sums: [Double]
    private var counts: [Int]
    private var bests: [Double]

    init(rows: Int, columns: Int, _ prefersLess: Bool) {
        (self.rows, self.columns, self.prefersLess) = (rows, columns, prefersLess)
        sums = Array(repeating: 0, count: rows * columns)
        counts = Array(repeating: 0, count: rows * columns)
        bests = Array(repeating: .nan, count: rows * columns)
    }

    func add(_ value: Double, _ row: Int, _ column: Int) {
        guard value.isFinite else { return }
        let place = row * columns + column
        sums[place] += value
        counts[place] += 1
        let best = bests[place]
        bests[place] = best.isNaN ? value : prefersLess ? min(best, value) : max(best, value)
    }

    func mean(_ row: Int, _ column: Int) -> Double {
        let place = row * columns + column
        return counts[place] > 0 ? sums[place] / Double(counts[place]) : .nan
    }

    func best(_ row: Int, _ column: Int) -> Double { bests[row * columns + column] }
    func count(_ row: Int, _ column: Int) -> Int { counts[row * columns + column] }

    /// The colour of a mean: where means lie on both sides of zero, gains and losses; otherwise from the worst to the best.
    var shade: (Double) -> (String, Double) {
        let means = zip(sums, counts).filter { $1 > 0 }.map { $0 / Double($1) }
        let (low, high) = (means.min() ?? 0, means.max() ?? 0)
        if low < 0, high > 0, !prefersLess {
            let reach = max(-low, high)
            return { ($0 < 0 ? "down" : "up", $0.magnitude / reach) }
        }
        let (from, to) = prefersLess ? (high, low) : (low, high)
        return { ("rise", from == to ? 0.5 : 0.08 + 0.92 * ($0 - from) / (to - from)) }
    }
}
