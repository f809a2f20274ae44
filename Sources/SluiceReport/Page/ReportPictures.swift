/// The charts of a report as files of SVG, for documents.
///
/// They show the account and what stages did, and nothing of the market: no mark, no price, no benchmark.
public struct ReportPictures {
    private let analysis: RunAnalysis

    /// Draws a run.
    public init(_ analysis: RunAnalysis) { self.analysis = analysis }

    /// Names and contents: `equity.svg`, `drawdown.svg`, `rolling.svg`, `exposure.svg`, `turnover.svg`, `selection.svg`,
    /// `blocks.svg`, `weights-N.svg` with the number of the stage and `risk.svg`; what there is nothing to draw of is left out.
    public var files: [(name: String, text: String)] {
        let (curves, stages) = (CurveSections(analysis), StageSections(analysis))
        let charts =
            [
                curves.account, curves.fall, curves.rolling, curves.exposure, curves.turnover,
                stages.selection, stages.blocks,
            ] + stages.weightCharts + [stages.risk]
        return charts.compactMap { chart in
            chart.flatMap { chart in
                ChartPicture(chart).text.map { (name: "\(chart.key).svg", text: $0) }
            }
        }
    }

    /// Writes them into a folder, which is made where it is not there.
    /// - Throws: `ReportError` when the system refuses.
    public func write(to folder: String) throws(ReportError) {
        try RunFolder.make(folder)
        for file in files { try ReportTables.write(file.text, to: "\(folder)/\(file.name)") }
    }
}
