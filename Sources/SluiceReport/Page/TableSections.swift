import SluiceMarket

/// The tables of a page.
struct TableSections {
    let analysis: RunAnalysis
    private var run: RecordedRun { analysis.run }
    private var facts: RunFacts { run.facts }

    /// How many round trips a page lists.
    static let listed = 500

    init(_ analysis: RunAnalysis) { self.analysis = analysis }

    var figures: String {
        let groups = analysis.groups.map { group in
            let rows = group.figures.map { [$0.name, $0.text] }
            return "<div><h3>\(escaped(group.name))</h3>\(PageTable(head: ["", ""], rows: rows).markup)</div>"
        }
        return "<div class=\"groups\">\(groups.joined(separator: "\n"))</div>"
    }

    /// The deeper the colour, the larger the return; 8% a month has the deepest.
    var months: String {
        guard !analysis.months.isEmpty else { return "<p class=\"note\">No month has a return.</p>" }
        func cell(_ value: Double) -> String {
            guard value.isFinite else { return "<td></td>" }
            let depth = fixedText(min(value.magnitude / 0.08, 1) * 70, places: 0)
            let kind = value < 0 ? "down" : "up"
            let text = escaped(RunFigure.text(value, .fraction))
            return "<td class=\"\(kind)\" style=\"--depth:\(depth)%\">\(text)</td>"
        }
        let rows = analysis.months.map { year in
            "<tr><td class=\"text\">\(year.year)</td>\(year.months.map(cell).joined())\(cell(year.whole))</tr>"
        }
        let head = (["Year"] + Self.monthNames + ["Whole"]).map { "<th>\($0)</th>" }.joined()
        return """
            <div class="scroll"><table class="months" data-chart="months"><thead><tr>\(head)</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table></div>
            """
    }

    static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    var costs: String {
        let costs = analysis.costs
        let start = analysis.sessions.start
        var rows: [(String, Double)] = [("Fees", costs.fees)]
        rows += costs.charges.map { ("Charges: \($0.name)", $0.amount) }
        rows.append(("Shortfall against the decision's price", costs.shortfall))
        let cells = rows.map {
            [
                $0.0, RunFigure.text($0.1, .money), RunFigure.text($0.1 / start, .fraction),
                RunFigure.text($0.1 / costs.traded * 10_000, .basisPoints),
            ]
        }
        let table = PageTable(
            head: ["Kind", "Amount", "Of starting equity", "Of value traded"], rows: cells)
        let note = """
            <p class="note">Above zero is paid. The shortfall is what trades were dearer than the mark of the \
            cycle before: spread, slippage and the move until the trade. It lies in the prices, and is no payment of \
            its own.</p>
            """
        return table.markup + note
    }

    var trips: String {
        let trips = analysis.trips
        guard !trips.isEmpty else { return "<p class=\"note\">No holding was closed.</p>" }
        let rows = TripRows(facts)
        let sorted = trips.sorted { $0.profit < $1.profit }
        let best = Array(sorted.reversed().prefix(10))
        let worst = Array(sorted.prefix(10))
        let more = trips.count - min(trips.count, Self.listed)
        let end =
            more > 0 ? "<p class=\"note\">\(more) more stand in the tables that --csv writes.</p>" : ""
        let held = analysis.open.reduce(0) { $0 + $1.count }
        return excursion + """
            <p class="note">Trades are matched first in, first out. The excursion is the furthest that marks went \
            against and with a holding, in basis points of its entry price.\
            \(held > 0 ? " \(held) part\(held == 1 ? " is" : "s are") still held at the end." : "")</p>
            <h3>Best</h3>\(rows.table(best))
            <h3>Worst</h3>\(rows.table(worst))
            <details><summary>In order of their exits</summary>
            \(rows.table(Array(trips.prefix(Self.listed))))\(end)</details>
            """
    }

    /// What each trip brought over how far it went against it.
    private var excursion: String {
        let known = analysis.trips.filter { $0.adverse.isFinite && $0.profitBps.isFinite }
        let step = max(1, known.count / 1_000)
        let shown = stride(from: 0, to: known.count, by: step).map { known[$0] }
        func points(_ isWin: Bool) -> [(x: Double, y: Double)] {
            shown.filter { ($0.profit > 0) == isWin }.map { (x: $0.adverse, y: $0.profitBps) }
        }
        return Chart(
            key: "excursion", title: "What a round trip brought, over how far it went against it",
            series: [
                .init(name: "Won", color: 3, points: points(true)),
                .init(name: "Lost", color: 6, points: points(false)),
            ], unit: .basisPoints, form: .points, includes: 0,
            note: "Both in basis points." + (step > 1 ? " One in \(step) is drawn." : "")
        ).markup
    }

    var instruments: String {
        let start = analysis.sessions.start
        let rows = InstrumentRows(analysis)
        let sorted = analysis.shares.sorted { ($1.profit, $0.instrument) < ($0.profit, $1.instrument) }
        let shown = sorted.filter { $0.trades > 0 || $0.profit != 0 }
        let half = 50
        let listed = shown.count > 2 * half ? shown.prefix(half) + shown.suffix(half) : shown[...]
        let left = shown.count - listed.count
        let account = RunFigure.text(analysis.accountCharges, .money)
        let sum = analysis.shares.reduce(analysis.accountCharges) { $0 + $1.profit }
        let change = (analysis.sessions.equity.last ?? .nan) - start
        return PageTable(head: InstrumentRows.head, rows: listed.map { rows.row($0, start) }).markup + """
            <p class="note">\(left > 0 ? "\(left) between them are not listed; --csv writes all. " : "")Payments of the \
            account as a whole: \(escaped(account)). All together: \(escaped(RunFigure.text(sum, .money))), of a change of \
            equity of \(escaped(RunFigure.text(change, .money))).</p>
            """
    }

    var horizons: String {
        let rows = analysis.horizons.map { HorizonRows.row($0, facts) }
        return PageTable(head: HorizonRows.head, rows: rows).markup + """
            <p class="note">Expected is the mean that decisions hoped for after costs; brought is the mean of the round \
            trips that were entered for the horizon.</p>
            """
    }

    var blocked: String {
        guard !analysis.blocked.isEmpty else { return "<p class=\"note\">No gate blocked a decision.</p>" }
        let rows = analysis.blocked.map { BlockedRows.row($0, facts) }
        return PageTable(head: BlockedRows.head, rows: rows, texts: [0, 1]).markup + """
            <p class="note">A blocked decision would have earned the move of the mark over its horizon, in the \
            direction of its side, less its estimated cost. Each counts alone, also where the next cycle decides the same \
            again. Below zero, blocking was right. Unknown is what ends after the run.</p>
            """
    }

    var origin: String {
        PageTable(head: ["", ""], rows: OriginRows(run).rows, texts: [0, 1]).markup
            + "<details><summary>Stages</summary>"
            + PageTable(
                head: ["Stage", "Plugin"], rows: facts.stages.map { [$0.id, $0.plugin] }, texts: [0, 1]
            ).markup + "</details>"
    }
}
