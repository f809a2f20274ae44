import SluiceMarket
import SluiceNumerics

/// How cells are spread, what choosing the best is worth, and what the chosen came to on days that had no part in it.
struct SweepEvidence {
    private let analysis: SweepAnalysis
    private var table: SweepTable { analysis.table }

    init(_ analysis: SweepAnalysis) { self.analysis = analysis }

    /// The metric of all cells, and their Sharpe ratios against what luck alone gives to the best.
    var spread: String {
        var charts = ""
        if table.metric.key != "sharpe" {
            charts =
                Chart(
                    key: "spread", title: table.metric.name,
                    series: [
                        .init(
                            name: "Cells", color: 1,
                            points: Histogram(table.cells.map { table.value($0) }).points)
                    ], unit: .count, form: .area, includes: 0, across: table.metric.unit
                ).markup
        }
        guard let sharpe = analysis.sharpe else { return charts }
        var marks: [Chart.Mark] = []
        if analysis.threshold.isFinite {
            marks.append(.init(name: "Luck's best", color: 2, x: analysis.threshold))
        }
        let best = analysis.best.map { table.value($0, sharpe) } ?? .nan
        if best.isFinite { marks.append(.init(name: "Best cell", color: 3, x: best)) }
        return charts
            + Chart(
                key: "sharpe", title: "Sharpe ratio",
                series: [
                    .init(
                        name: "Cells", color: 1,
                        points: Histogram(table.cells.map { table.value($0, sharpe) }).points)
                ], unit: .count, form: .area, includes: 0, across: .ratio, marks: marks,
                note: "Luck's best is what the best of as many cells without skill would show (Bailey and "
                    + "Lopez de Prado 2014); a cell has to be well above it."
            ).markup
    }

    /// The cross-validation: how the best of one half ranked in the other.
    var overfitting: String {
        guard let found = analysis.overfitting else {
            return "<p class=\"note\">Cross-validation needs two cells and 16 sessions.</p>"
        }
        let logits = Chart(
            key: "logits", title: "Rank of the chosen cell where it was not chosen, as a logit",
            series: [.init(name: "Splits", color: 1, points: Histogram(found.logits).points)],
            unit: .count, form: .area, includes: 0, across: .ratio,
            marks: [.init(name: "Median", color: 2, x: 0)],
            note:
                "Left of the median the cell that was best in one half was no better than half of the others "
                + "in the other half: \(RunFigure.text(found.probability, .fraction)) of "
                + "\(RunFigure.text(Double(found.logits.count), .count)) splits of \(found.blocks) blocks, the probability of backtest overfitting "
                + "(Bailey, Borwein, Lopez de Prado and Zhu 2017).")
        return logits.markup + scatter(found)
    }

    private func scatter(_ found: BacktestOverfitting) -> String {
        let pairs = zip(found.inSample, found.outOfSample).map {
            (x: analysis.annual($0), y: analysis.annual($1))
        }
        let step = max(1, pairs.count / 800)
        let shown = stride(from: 0, to: pairs.count, by: step).map { pairs[$0] }
        var series = [Chart.Series(name: "Splits", color: 1, points: shown)]
        let line = found.degradation
        if line.slope.isFinite, let low = pairs.map(\.x).min(), let high = pairs.map(\.x).max() {
            let ends = [low, high].map { (x: $0, y: analysis.annual(line.intercept) + line.slope * $0) }
            series.append(.init(name: "Straight line", color: 2, points: ends, form: .line))
        }
        return Chart(
            key: "degradation", title: "Sharpe ratio where it was not chosen, over that where it was",
            series: series, unit: .ratio, form: .points, includes: 0, across: .ratio,
            note: "The slope is \(RunFigure.text(line.slope, .ratio)): "
                + (line.slope < 0
                    ? "the better a cell looked, the worse it did." : "what looked better did better.")
                + " In \(RunFigure.text(found.lossProbability, .fraction)) of the splits the chosen cell lost."
                + (step > 1 ? " One in \(step) is drawn." : "")
        ).markup
    }

    /// Each window's choice, and what the choices came to one after another.
    var forward: String {
        let unit = table.metric.unit
        let rows = table.windows.map { window in
            let settings = zip(table.shortAxes, window.values).map { "\($0)=\($1)" }.joined(separator: " ")
            return [
                window.train, window.test, settings, RunFigure.text(window.inSample, unit),
                RunFigure.text(window.outOfSample, unit),
            ]
        }
        let curve = table.joined.enumerated().map { (x: Double($0), y: $1 - 1) }
        let chart = Chart(
            key: "joined", title: "Return of the chosen cells on days that had no part in the choice",
            series: [.init(name: "Return", color: 1, points: curve)], unit: .fraction, includes: 0,
            across: .count, note: "Sessions of the days to judge on, one window after another.")
        let head = ["Chosen on", "Judged on", "Settings", "\(table.metric.name) there", "and then"]
        return chart.markup + PageTable(head: head, rows: rows, texts: [0, 1, 2]).markup
    }
}
