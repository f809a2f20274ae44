import SluiceMarket
import SluiceNumerics

/// A sweep as one page of HTML that needs nothing beside itself: no network, no font, and a script of its own that only shows
/// and hides.
///
/// Without the script the page shows the first pair of axes and everything else.
public struct SweepPage {
    private let analysis: SweepAnalysis
    private var table: SweepTable { analysis.table }

    /// Tells of a sweep: `SweepPage(SweepAnalysis(table)).text`.
    public init(_ analysis: SweepAnalysis) { self.analysis = analysis }

    /// The whole page.
    public var text: String {
        let evidence = SweepEvidence(analysis)
        let section = PageFrame.section
        var sections = [head]
        if !table.cells.isEmpty {
            sections += [
                section("best", "Best cells", SweepTables(analysis).best),
                section("heat", "Two settings at a time", HeatMaps(analysis).markup),
                section("parallel", "All settings", ParallelCoordinates(analysis).markup),
                section("spread", "How cells are spread", evidence.spread),
                section("overfitting", "What choosing the best is worth", evidence.overfitting),
            ]
        }
        if !table.windows.isEmpty { sections.append(section("forward", "Walking forward", evidence.forward)) }
        if !table.unfinished.isEmpty {
            sections.append(section("unfinished", "Cells without figures", SweepTables(analysis).unfinished))
        }
        if !table.origins.isEmpty {
            sections.append(section("origin", "Where it comes from", SweepTables(analysis).origin))
        }
        return PageFrame(
            title: "\(table.pipeline): sweep", script: (SweepScript.text, SweepScript.digest),
            style: SweepStyle.text, content: sections.joined(separator: "\n")
        ).text
    }

    private var head: String {
        let metric = table.metric
        let what =
            "\(table.cells.count) cells over \(table.axes.count) setting\(table.axes.count == 1 ? "" : "s"), "
            + "\(analysis.sessions) sessions, ranked by \(metric.name)"
            + (table.windows.isEmpty ? "" : "; each on the days behind all windows")
        let notes = analysis.warnings.map { "<p class=\"warning\">\(escaped($0))</p>" }
        let sharpe = analysis.deflated.map { analysis.annual($0.estimate.ratio) } ?? .nan
        var tiles: [(String, Double, RunFigure.Unit)] = [
            ("Best \(metric.name)", analysis.best.map { table.value($0) } ?? .nan, metric.unit)
        ]
        if metric.key != "sharpe" { tiles.append(("Its Sharpe ratio", sharpe, .ratio)) }
        tiles += [
            ("Luck's best Sharpe ratio", analysis.threshold, .ratio),
            ("Deflated Sharpe ratio", analysis.deflated?.probability ?? .nan, .fraction),
            ("Independent cells", analysis.deflated.map { $0.trials.rounded() } ?? .nan, .count),
            ("Probability of overfitting", analysis.overfitting?.probability ?? .nan, .fraction),
            ("Loss out of sample", analysis.overfitting?.lossProbability ?? .nan, .fraction),
        ]
        let figures = tiles.map { (name: $0.0, text: RunFigure.text($0.1, $0.2)) }
        return """
            <header><h1>\(escaped(table.pipeline))</h1>
            <p class="note">\(escaped(what))</p>
            \(notes.joined(separator: "\n"))
            \(PageTiles(figures: figures).markup)</header>
            """
    }
}
