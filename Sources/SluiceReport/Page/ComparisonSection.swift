/// Two runs side by side on a page.
struct ComparisonSection {
    let comparison: RunComparison

    init(_ comparison: RunComparison) { self.comparison = comparison }

    var markup: String {
        let rows = comparison.rows.map {
            [$0.first.name, $0.first.text, $0.second.text, RunFigure.text($0.difference, $0.first.unit)]
        }
        let origins = comparison.origins.map { [$0.name, $0.first, $0.second] }
        let differs =
            origins.isEmpty
            ? "<p class=\"note\">File, data, seed, version and time are the same.</p>"
            : PageTable(head: ["Differs", "This run", "Other run"], rows: origins, texts: [0, 1, 2]).markup
        return """
            <section id="comparison"><h2>Compared with \(escaped(comparison.second.run.path))</h2>
            \(chart)\(differs)
            \(PageTable(head: ["Figure", "This run", "Other run", "Difference"], rows: rows).markup)
            </section>
            """
    }

    private var chart: String {
        func series(_ analysis: RunAnalysis, _ name: String, _ color: Int) -> Chart.Series {
            let times = analysis.run.integers(.equity, "time")
            let start = analysis.sessions.start
            let growth = analysis.run.numbers(.equity, "equity").map { $0 / start - 1 }
            let points = ThinnedCurve(growth).places.map { (x: Double(times[$0]), y: growth[$0]) }
            return Chart.Series(name: name, color: color, points: points)
        }
        return Chart(
            key: "comparison", title: "Return so far",
            series: [series(comparison.first, "This run", 1), series(comparison.second, "Other run", 2)],
            unit: .fraction, cycles: comparison.first.run.integers(.equity, "time"), includes: 0
        ).markup
    }
}
