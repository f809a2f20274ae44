import SluiceEngine
import SluiceMarket
import SluiceNumerics

extension BacktestResult {
    /// The result for a person.
    func lines(isStrict: Bool, isColored: Bool) throws -> [String] {
        let text = SummaryText(outcome, isColored: isColored)
        var lines = text.facts
        lines.append(
            text.row(
                "return", "\(percent(performance.totalReturn)), a year \(percent(performance.annualReturn))"))
        lines.append(
            text.row(
                "ratios",
                "Sharpe \(FigureText.ratio(performance.sharpe)), Sortino \(FigureText.ratio(performance.sortino)), "
                    + "Calmar \(FigureText.ratio(performance.calmar)), of sessions, \(fixedText(figures.periodsPerYear, places: 0)) a year"
            ))
        if let line = extras?.line(periodsPerYear: figures.periodsPerYear) {
            lines.append(text.row("beside", line))
        }
        for line in BacktestWindow.lines(
            try extras?.windows(periodsPerYear: figures.periodsPerYear) ?? [])
        {
            lines.append(text.row("window", line))
        }
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
}
