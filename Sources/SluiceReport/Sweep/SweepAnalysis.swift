public import SluiceNumerics

/// What a sweep says and how far to believe it, computed once.
public struct SweepAnalysis: Sendable {
    /// The sweep.
    public let table: SweepTable
    /// The places of the cells from best to worst; cells without the metric last, equal ones by number.
    public let ranked: [Int]
    /// The Sharpe ratio of the best cell, deflated; nil where it has none.
    public let deflated: DeflatedSharpe?
    /// How likely choosing the best by its Sharpe ratio is overfitting; nil where there are too few cells or sessions.
    public let overfitting: BacktestOverfitting?
    /// How many sessions the statistics are over: the last that all cells have.
    public let sessions: Int
    /// How many cells the statistics leave out, because they have less than half of the longest one's sessions.
    public let shortCells: Int
    let scales: [SweepScale]

    /// Ranks and computes; costs what `BacktestOverfitting` does.
    public init(_ table: SweepTable) {
        self.table = table
        let less = table.metric.prefersLess
        ranked = table.cells.indices.sorted { first, second in
            let (a, b) = (table.value(table.cells[first]), table.value(table.cells[second]))
            if a.isNaN != b.isNaN { return b.isNaN }
            if a != b, !a.isNaN { return less ? a < b : a > b }
            return table.cells[first].number < table.cells[second].number
        }
        scales = table.axes.indices.map { axis in
            SweepScale(table.cells.map { table.value($0, axis: axis) })
        }
        let longest = table.cells.map(\.returns.count).max() ?? 0
        let kept = ranked.filter { table.cells[$0].returns.count * 2 >= longest && longest > 0 }
        let sessions = kept.map { table.cells[$0].returns.count }.min() ?? 0
        (self.sessions, shortCells) = (sessions, table.cells.count - kept.count)
        let trials = try? TrialReturns(kept.map { Array(table.cells[$0].returns.suffix(sessions)) })
        // Ranked first, so kept first: unless it is a short one itself.
        let isBestKept = kept.first == ranked.first
        deflated = trials.flatMap { isBestKept && !kept.isEmpty ? DeflatedSharpe($0, chosen: 0) : nil }
        overfitting = trials.flatMap { trials in
            BacktestOverfitting.blocks(for: sessions).flatMap {
                try? BacktestOverfitting(trials, blocks: $0)
            }
        }
    }

    /// The best cell; nil without a cell.
    public var best: SweepTable.Cell? { ranked.first.map { table.cells[$0] } }

    /// A Sharpe ratio of one session as one of a year.
    func annual(_ ratio: Double) -> Double { ratio * table.periodsPerYear.squareRoot() }

    /// The Sharpe ratio of a year that luck alone gives to the best of as many cells; NaN where that is not known.
    public var threshold: Double { deflated.map { annual($0.threshold) } ?? .nan }

    /// The place of the Sharpe ratio among the metrics; nil where cells have none.
    var sharpe: Int? { table.metrics.firstIndex { $0.key == "sharpe" } }
}
