import SluiceEngine
import SluiceMarket
import SluiceNumerics

extension BacktestResult {
    /// The result for a person.
    func lines(isStrict: Bool, isColored: Bool) -> [String] {
        let text = SummaryText(outcome, isColored: isColored)
        var lines = text.facts
        lines.append(
            text.row(
                "return", "\(percent(performance.totalReturn)), a year \(percent(performance.annualReturn))"))
        lines.append(
            text.row(
                "ratios",
                "Sharpe \(ratio(performance.sharpe)), Sortino \(ratio(performance.sortino)), "
                    + "Calmar \(ratio(performance.calmar)), of sessions, \(fixedText(figures.periodsPerYear, places: 0)) a year"
            ))
        lines.append(
            text.row(
                "speed",
                "\(keeper.bars) bars in \(fixedText(run.wall, places: 2)) s (\(fixedText(run.cpu, places: 2)) s of CPU), "
                    + "after \(fixedText(load.wall, places: 2)) s of loading"))
        if outcome.wasStopped { lines.append(text.row("ended", "by a signal, before the data did")) }
        for finding in isStrict || !outcome.summary.coldStages.isEmpty ? findings : [] {
            lines.append(text.row("finding", finding))
        }
        return lines
    }

    private func percent(_ fraction: Double) -> String {
        fraction.isFinite ? "\(fraction >= 0 ? "+" : "")\(fixedText(fraction * 100, places: 2))%" : "unknown"
    }

    private func ratio(_ value: Double) -> String { value.isFinite ? fixedText(value, places: 2) : "none" }
}
