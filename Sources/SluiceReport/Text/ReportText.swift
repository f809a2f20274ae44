import SluiceMarket

/// A report for a terminal.
public struct ReportText {
    private let analysis: RunAnalysis
    private let other: RunAnalysis?
    private let columns: Int
    private var facts: RunFacts { analysis.run.facts }

    /// Tells of a run in lines of at most so many characters, tables apart, and of another beside it where there is one.
    public init(_ analysis: RunAnalysis, comparedWith other: RunAnalysis? = nil, columns: Int) {
        (self.analysis, self.other, self.columns) = (analysis, other, columns)
    }

    /// The lines.
    public var lines: [String] {
        if let other { return head + curves + comparison(RunComparison(analysis, other)) }
        return head + curves + figures + months + rows("By instrument", instruments)
            + rows("By horizon", horizons)
            + rows("Blocked", blocked) + reasons + members
    }

    private var head: [String] {
        [
            "\(facts.pipeline): \(facts.from.iso8601.prefix(16)) to \(facts.to.iso8601.prefix(16)) UTC, "
                + "\(facts.mode), every \(facts.every), \(facts.calendar)",
            "file \(facts.digest.prefix(16)), seed \(facts.seed), version \(facts.version)",
        ] + RunNotes(analysis.run).lines.map { "! \($0)" }
    }

    private var curves: [String] {
        let equity = Array(analysis.run.numbers(.equity, "equity"))
        let fall = CurveSections.drawdown(analysis.sessions.start, equity)
        let width = columns - 10
        return [
            "", "equity    \(Sparkline(equity, columns: width).text)",
            "drawdown  \(Sparkline(fall, columns: width, keepsLowest: true).text)",
        ]
    }

    private var figures: [String] {
        analysis.groups.flatMap { group in
            rows(group.name, group.figures.map { [$0.name, $0.text] })
        }
    }

    private func comparison(_ both: RunComparison) -> [String] {
        let figures = both.rows.map {
            [$0.first.name, $0.first.text, $0.second.text, RunFigure.text($0.difference, $0.first.unit)]
        }
        let origins = both.origins.map {
            [$0.name, String($0.first.prefix(24)), String($0.second.prefix(24))]
        }
        return rows("Differs", origins.isEmpty ? [] : [["", "this run", "other run"]] + origins)
            + rows(
                "Compared with \(both.second.run.path)",
                [["Figure", "this run", "other run", "difference"]] + figures)
    }

    private var months: [String] {
        let rows = analysis.months.map { year in
            ["\(year.year)"]
                + (year.months + [year.whole]).map {
                    $0.isFinite ? fixedText($0 * 100, places: 1) : ""
                }
        }
        return rows.isEmpty
            ? []
            : self.rows("Returns by month, percent", [["Year"] + TableSections.monthNames + ["Whole"]] + rows)
    }

    private var instruments: [[String]] {
        let rows = InstrumentRows(analysis)
        let sorted = analysis.shares.sorted { ($1.profit, $0.instrument) < ($0.profit, $1.instrument) }
        let traded = sorted.filter { $0.trades > 0 || $0.profit != 0 }
        let shown = traded.count > 10 ? traded.prefix(5) + traded.suffix(5) : traded[...]
        guard !shown.isEmpty else { return [] }
        return [InstrumentRows.head] + shown.map { rows.row($0, analysis.sessions.start) }
    }

    private var horizons: [[String]] {
        facts.horizons.isEmpty
            ? [] : [HorizonRows.head] + analysis.horizons.map { HorizonRows.row($0, facts) }
    }

    private var blocked: [[String]] {
        guard !analysis.blocked.isEmpty else { return [] }
        return [BlockedRows.head] + analysis.blocked.prefix(10).map { BlockedRows.row($0, facts) }
    }

    private var reasons: [String] {
        let sorted = facts.tallies.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
        return rows(
            "Most frequent reasons",
            sorted.prefix(10).map {
                ["\($0.what) \($0.reason)", $0.stage.isEmpty ? "engine" : $0.stage, "\($0.count)"]
            })
    }

    private var members: [String] {
        WeightSeries.all(analysis.run).flatMap { found in
            rows(
                "Weights in \(facts.stage(found.stage)), mean and over time",
                found.members.indices.map { member in
                    [
                        found.members[member], RunFigure.text(found.mean(member), .fraction),
                        Sparkline(found.means.map { $0[member] }, columns: 30).text,
                    ]
                })
        }
    }

    /// A title and rows in columns; nothing where there are no rows.
    private func rows(_ title: String, _ rows: [[String]]) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        let lines = rows.map { row in
            var line = " "
            for (place, cell) in row.enumerated() {
                let blanks = String(repeating: " ", count: max(widths[place] - cell.count, 0))
                line += " " + (place == 0 ? cell + blanks : blanks + cell) + " "
            }
            while line.last == " " { line.removeLast() }
            return line
        }
        return ["", title] + lines
    }
}
