import SluiceMarket
import SluiceNumerics
import SluiceSweep

/// What a sweep came to, for a person.
struct SweepText {
    /// How many of the best cells are shown.
    private static let bestCount = 10

    private let results: SweepResults
    private let warnings: [String]

    /// Takes merged results, and what a reader must know before believing the best.
    init(_ results: SweepResults, warnings: [String]) {
        (self.results, self.warnings) = (results, warnings)
    }

    /// The lines.
    var lines: [String] {
        let plan = results.plan
        var lines = [
            "",
            "Sweep of \(plan.pipeline): \(results.cells.count) cells, \(results.count("done")) done"
                + tail("invalid") + tail("failed")
                + (plan.repeated > 0 ? ", \(plan.repeated) combinations that others repeat left out" : ""),
        ]
        if let walk = WalkForwardResult(results) {
            lines += windows(walk)
        } else {
            lines += best
        }
        let others = results.cells.filter { $0.message != nil }
        for result in others.prefix(3) {
            lines.append("  cell \(result.index) is \(result.state): \(result.message ?? "")")
        }
        if others.count > 3 { lines.append("  and \(others.count - 3) more, in results.csv") }
        return lines + warnings.map { "  warning: \($0)" }
    }

    private func tail(_ state: String) -> String {
        let count = results.count(state)
        return count > 0 ? ", \(count) \(state)" : ""
    }

    private var axes: [String] { results.plan.axisNames }

    private var best: [String] {
        let plan = results.plan
        var metrics: [SweepMetric] = [plan.metric]
        metrics += [.sharpe, .totalReturn, .maxDrawdown, .annualTurnover].filter { $0 != plan.metric }
        let head = ["cell"] + axes + metrics.map(\.title) + ["fills"]
        let rows = results.ranked().prefix(Self.bestCount).map { index -> [String] in
            let cell = plan.cells[index]
            let values = plan.axes.map { path in cell.settings.last { $0.path == path }?.value ?? "" }
            let figures = results.cells[index].figures
            return ["\(index)"] + values + metrics.map { Self.text($0, figures?[$0] ?? .nan) }
                + ["\(figures?.fills ?? 0)"]
        }
        guard !rows.isEmpty else { return ["  no cell ran to its end"] }
        return ["  the best by \(plan.metric.title):"] + table([head] + rows)
    }

    private func windows(_ walk: WalkForwardResult) -> [String] {
        let plan = results.plan
        let head = ["window", "test"] + axes + ["\(plan.metric.title) in", "out", "return"]
        let rows = walk.choices.map { choice -> [String] in
            let cell = choice.trained.map { plan.cells[$0] }
            let values = plan.axes.map { path in cell?.settings.last { $0.path == path }?.value ?? "none" }
            let inside = choice.trained.flatMap { results.cells[$0].figures }
            let outside = choice.tested.flatMap { results.cells[$0].figures }
            return [
                "\(choice.window.number)", "\(choice.window.test.first) to \(choice.window.test.last)",
            ] + values + [
                Self.text(plan.metric, inside?[plan.metric] ?? .nan),
                Self.text(plan.metric, outside?[plan.metric] ?? .nan),
                Self.text(.totalReturn, outside?[.totalReturn] ?? .nan),
            ]
        }
        let joined = walk.performance
        return ["  the best of each window by \(plan.metric.title), and what it came to behind it:"]
            + table([head] + rows) + [
                "  out of sample, joined: return \(Self.text(.totalReturn, joined.totalReturn)), "
                    + "a year \(Self.text(.annualReturn, joined.annualReturn)), "
                    + "Sharpe \(Self.text(.sharpe, joined.sharpe)), "
                    + "drawdown by session \(Self.text(.maxDrawdown, joined.maxDrawdown))"
            ]
    }

    /// A figure as people read it.
    static func text(_ metric: SweepMetric, _ value: Double) -> String {
        guard value.isFinite else { return "none" }
        return metric.isFraction ? "\(fixedText(value * 100, places: 2))%" : fixedText(value, places: 2)
    }

    private func table(_ rows: [[String]]) -> [String] {
        TextTable.lines(rows, numbers: 0...).map { "    " + $0 }
    }
}
