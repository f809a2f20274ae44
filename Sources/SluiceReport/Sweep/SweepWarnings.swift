import SluiceMarket
import SluiceNumerics

extension SweepAnalysis {
    /// What a reader must know before believing the best cell, in sentences; empty where there is nothing.
    public var warnings: [String] {
        guard let best else { return ["No cell ran to its end."] }
        var lines = deflation + crossValidation
        if sessions < 100 {
            lines.append("There are \(sessions) sessions; a Sharpe ratio of less than 100 says little.")
        }
        if best.fills < 30 {
            lines.append(
                "The best cell made \(best.fills) trade\(best.fills == 1 ? "" : "s"); less than 30 say little."
            )
        }
        lines += edges(best)
        if let fall = lonely(best) { lines.append(fall) }
        if shortCells > 0 {
            let subject = shortCells == 1 ? "1 cell has" : "\(shortCells) cells have"
            lines.append("\(subject) less than half of the sessions; statistics leave them out.")
        }
        if !table.unfinished.isEmpty {
            let count = table.unfinished.count
            lines.append("\(count) cell\(count == 1 ? " has" : "s have") no figures; the results say why.")
        }
        return lines
    }

    private var deflation: [String] {
        guard let deflated, deflated.probability.isFinite, table.cells.count > 1 else { return [] }
        guard deflated.probability < 0.95 else { return [] }
        let (ratio, luck) = (annual(deflated.estimate.ratio), annual(deflated.threshold))
        return [
            """
            The best cell has a Sharpe ratio of \(fixedText(ratio, places: 2)). Luck alone gives \
            \(fixedText(luck, places: 2)) to the best of \(table.cells.count) cells, which are worth \
            \(fixedText(deflated.trials, places: 1)) independent ones. It is above that with a probability of \
            \(fixedText(deflated.probability * 100, places: 1))%; 95% is usual (deflated Sharpe ratio).
            """
        ]
    }

    private var crossValidation: [String] {
        guard let overfitting, overfitting.probability > 0.2 else { return [] }
        let share = fixedText(overfitting.probability * 100, places: 0)
        return [
            """
            Of \(RunFigure.text(Double(overfitting.logits.count), .count)) ways to split the sessions in halves, in \(share)% the cell that was best in one \
            half was no better than the median in the other (probability of backtest overfitting).
            """
        ]
    }

    /// Axes on whose end the best cell lies.
    private func edges(_ best: SweepTable.Cell) -> [String] {
        let names = table.shortAxes
        return scales.indices.compactMap { axis in
            let scale = scales[axis]
            guard scale.numbers.count > 2, let place = ranked.first.map({ scale.places[$0] }),
                place == 0 || place == scale.values.count - 1
            else { return nil }
            return "The best cell has the \(place == 0 ? "lowest" : "highest") \(names[axis]), "
                + "\(scale.values[place]); better ones may lie beyond."
        }
    }

    /// Says when those one step away on one axis are much worse than the best.
    private func lonely(_ best: SweepTable.Cell) -> String? {
        guard let first = ranked.first, !table.metric.prefersLess else { return nil }
        let mine = scales.map { $0.places[first] }
        let near = table.cells.indices.filter { cell in
            var steps = 0
            for axis in scales.indices { steps += abs(scales[axis].places[cell] - mine[axis]) }
            return steps == 1
        }.map { table.value(table.cells[$0]) }.filter(\.isFinite).sorted()
        let top = table.value(best)
        guard near.count >= 2, top > 0, near[near.count / 2] < top / 2 else { return nil }
        return """
            The best cell stands alone: the median of its \(near.count) neighbours has \
            \(RunFigure.text(near[near.count / 2], table.metric.unit)) instead of \
            \(RunFigure.text(top, table.metric.unit)).
            """
    }
}
