import SluiceNumerics
import Testing

@testable import SluiceReport

@Suite struct SweepAnalysisTests {
    private let axes = [("a", ["1", "2", "3", "4"]), ("b", ["1", "2", "3"])]

    @Test func `cells are ranked by the metric, those without it last`() {
        var sample = SweepSample(seed: 11)
        var table = sample.table(axes)
        let values = [3, .nan, 5, 1, 5, 2, 4, 0, -1, .nan, 7, 6]
        table.cells = table.cells.map { cell in
            .init(
                number: cell.number, values: cell.values,
                metrics: [0, values[cell.number], values[cell.number]],
                returns: cell.returns, fills: 5)
        }
        #expect(SweepAnalysis(table).ranked == [10, 11, 2, 4, 6, 0, 5, 3, 7, 8, 1, 9])
        table.ranking = 2
        #expect(SweepAnalysis(table).ranked == [8, 7, 3, 5, 0, 6, 2, 4, 11, 10, 1, 9])
    }

    @Test func `the best cell is deflated by all, and cross-validated`() throws {
        var sample = SweepSample(seed: 12)
        let table = sample.table(axes)
        let found = SweepAnalysis(table)
        let deflated = try #require(found.deflated)
        let best = try #require(found.best)
        #expect(deflated.estimate == SharpeEstimate(best.returns.span))
        #expect(abs(found.annual(deflated.estimate.ratio) - best.metrics[1]) < 1e-9)
        #expect(deflated.trials > 1 && deflated.trials < 12 && found.threshold > 0)
        #expect(found.overfitting?.blocks == 16 && found.overfitting?.trials == 12 && found.sessions == 120)
        // Without skill no one is to believe the best.
        #expect(deflated.probability < 0.95)
        #expect(found.warnings.contains { $0.contains("deflated Sharpe ratio") })
    }

    @Test func `a cell with skill is believed`() throws {
        var sample = SweepSample(seed: 13)
        let table = sample.table(axes, sessions: 600) { $0 == 5 ? 3 : -0.5 }
        let found = SweepAnalysis(table)
        #expect(found.best?.number == 5 && (found.deflated?.probability ?? 0) > 0.95)
        #expect(found.overfitting?.probability == 0)
        #expect(!found.warnings.contains { $0.contains("deflated") || $0.contains("overfitting") })
        #expect(found.warnings.contains { $0.hasPrefix("The best cell stands alone") })
    }

    @Test func `returns are aligned at their ends, and short cells are left out`() {
        var sample = SweepSample(seed: 14)
        var table = sample.table(axes)
        table.cells = table.cells.map { cell in
            let count = cell.number == 3 ? 100 : cell.number == 4 ? 20 : 120
            return .init(
                number: cell.number, values: cell.values, metrics: cell.metrics,
                returns: Array(cell.returns.suffix(count)), fills: 5)
        }
        let found = SweepAnalysis(table)
        #expect(found.sessions == 100 && found.shortCells == 1 && found.overfitting?.trials == 11)
        #expect(found.warnings.contains { $0.hasPrefix("1 cell has less than half") })
        #expect(found.warnings.contains("The best cell made 5 trades; less than 30 say little."))
    }

    @Test func `a best at the end of a setting is said`() {
        var sample = SweepSample(seed: 15)
        let table = sample.table(axes, sessions: 300) { $0 == 9 ? 4 : 0 }
        let lines = SweepAnalysis(table).warnings
        #expect(lines.contains("The best cell has the highest a, 4; better ones may lie beyond."))
        #expect(lines.contains("The best cell has the lowest b, 1; better ones may lie beyond."))
    }

    @Test func `too little is said to be too little`() {
        var sample = SweepSample(seed: 16)
        let few = SweepAnalysis(sample.table(axes, sessions: 15))
        #expect(few.overfitting == nil)
        #expect(few.warnings.contains("There are 15 sessions; a Sharpe ratio of less than 100 says little."))
        let none = SweepAnalysis(
            SweepTable(pipeline: "e", axes: [], metrics: [], ranking: 0, cells: []))
        #expect(none.warnings == ["No cell ran to its end."] && none.best == nil && none.threshold.isNaN)
    }
}
