import SluiceMarket

/// The top of a page: what ran, what it came to, and what a reader must know first.
struct HeadSection {
    let analysis: RunAnalysis

    init(_ analysis: RunAnalysis) { self.analysis = analysis }

    var markup: String {
        let facts = analysis.run.facts
        let span = "\(facts.from.iso8601.prefix(16)) to \(facts.to.iso8601.prefix(16)) UTC"
        let what = "\(facts.mode), every \(facts.every), calendar \(facts.calendar)"
        let tiles = Self.keys.compactMap { analysis.figure($0) }.map { (name: $0.name, text: $0.text) }
        let notes = RunNotes(analysis.run).lines.map { "<p class=\"warning\">\(escaped($0))</p>" }
        return """
            <header><h1>\(escaped(facts.pipeline))</h1>
            <p class="note">\(escaped(what)), \(escaped(span))</p>
            \(notes.joined(separator: "\n"))
            \(PageTiles(figures: tiles).markup)</header>
            """
    }

    /// The figures that stand first.
    static let keys = [
        "total_return", "annual_return", "sharpe", "sortino", "max_drawdown", "calmar", "volatility",
        "final_equity", "fills", "win_rate", "profit_factor", "exposure_time",
    ]
}
