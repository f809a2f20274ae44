import SluiceMarket

/// A report as one page of HTML that needs nothing beside itself: no network, no script, no font.
public struct ReportPage {
    private let analysis: RunAnalysis
    private let other: RunAnalysis?

    /// Tells of a run, and, where there is another, what differs.
    public init(_ analysis: RunAnalysis, comparedWith other: RunAnalysis? = nil) {
        (self.analysis, self.other) = (analysis, other)
    }

    /// The whole page.
    public var text: String {
        let title = "\(analysis.run.facts.pipeline): report"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            img-src data:">
            <link rel="icon" href="data:,">
            <title>\(escaped(title))</title>
            <style>
            \(PageStyle.text)
            </style>
            </head>
            <body>
            <main>
            \(sections.joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    private var sections: [String] {
        let curves = CurveSections(analysis)
        let tables = TableSections(analysis)
        let stages = StageSections(analysis)
        return [
            HeadSection(analysis).markup,
            other.map { ComparisonSection(RunComparison(analysis, $0)).markup } ?? "",
            section("equity", "Equity and drawdown", curves.equity),
            section("months", "Monthly returns", tables.months),
            section("figures", "Figures", tables.figures),
            section("rolling", "Rolling Sharpe ratio", curves.rolling),
            section("exposure", "Exposure", curves.exposure),
            section("turnover", "Turnover", curves.turnover),
            section("costs", "Costs", tables.costs),
            section("trades", "Round trips", tables.trips),
            section("instruments", "By instrument", tables.instruments),
            section("horizons", "By horizon", tables.horizons + stages.selection),
            section("blocked", "What was blocked", tables.blocked),
            section("weights", "Weights of members", stages.weights),
            section("risk", "Use of risk limits", stages.risk),
            section("origin", "Where it comes from", tables.origin),
        ]
    }

    private func section(_ key: String, _ title: String, _ content: String) -> String {
        "<section id=\"\(key)\"><h2>\(escaped(title))</h2>\n\(content)\n</section>"
    }
}
