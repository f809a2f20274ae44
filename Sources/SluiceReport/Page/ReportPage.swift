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
        PageFrame(
            title: "\(analysis.run.facts.pipeline): report", content: sections.joined(separator: "\n")
        ).text
    }

    private static let noRisk = "<p class=\"note\">No risk stage said that a limit was near or reached.</p>"

    private var sections: [String] {
        let section = PageFrame.section
        let curves = CurveSections(analysis)
        let tables = TableSections(analysis)
        let stages = StageSections(analysis)
        return [
            HeadSection(analysis).markup,
            other.map { ComparisonSection(RunComparison(analysis, $0)).markup } ?? "",
            section("equity", "Equity and drawdown", curves.equity),
            section("months", "Monthly returns", tables.months),
            section("figures", "Figures", tables.figures),
            section("rolling", "Rolling Sharpe ratio", curves.rolling.markup),
            section("exposure", "Exposure", curves.exposure.markup),
            section("turnover", "Turnover", curves.turnover.markup),
            section("costs", "Costs", tables.costs),
            section("trades", "Round trips", tables.trips),
            section("instruments", "By instrument", tables.instruments),
            section("horizons", "By horizon", tables.horizons + (stages.selection?.markup ?? "")),
            section("blocked", "What was blocked", (stages.blocks?.markup ?? "") + tables.blocked),
            section("weights", "Weights of members", stages.weights),
            section("risk", "Use of risk limits", stages.risk?.markup ?? Self.noRisk),
            section("origin", "Where it comes from", tables.origin),
        ]
    }
}
