import SluiceMarket
package import SluiceNumerics

/// What the cells that were chosen on each window came to on the days behind it.
package struct WalkForwardResult: Sendable {
    /// One window and the cell that was chosen on it.
    package struct Choice: Hashable, Sendable {
        /// The window.
        package let window: SweepWindow
        /// The number of the chosen cell's run to choose on; nil where no cell had a figure.
        package let trained: Int?
        /// The number of its run on the days to judge on.
        package let tested: Int?
    }

    /// The windows in order.
    package let choices: [Choice]
    /// Equity of one unit of money on the days to judge on, one window after another: 1, then the end of each session.
    package let curve: [Double]
    /// What the joined curve came to.
    package let performance: EquityPerformance

    /// Chooses the best cell of each window by the plan's metric, and joins what it returned on the days behind it.
    ///
    /// A window on which no cell has a figure, or whose chosen cell did not run on the days to judge on, adds nothing: nobody
    /// would have traded. Nil for a plan without windows.
    package init?(_ results: SweepResults) {
        let plan = results.plan
        guard !plan.windows.isEmpty else { return nil }
        var runs: [CellFigures] = []
        var choices: [Choice] = []
        for window in plan.windows {
            let best = results.ranked(.train, window: window.number).first { index in
                results.cells[index].figures?[plan.metric].isNaN == false
            }
            // The parts of a window have the same combinations in the same order.
            let count = plan.cells.count / (2 * plan.windows.count)
            let tested = best.map { $0 + count }.flatMap { results.cells[$0].figures == nil ? nil : $0 }
            choices.append(Choice(window: window, trained: best, tested: tested))
            if let figures = tested.flatMap({ results.cells[$0].figures }) { runs.append(figures) }
        }
        guard let joined = JoinedRuns(runs, days: plan.judgedDays) else { return nil }
        (self.choices, curve, performance) = (choices, joined.curve, joined.performance)
    }
}
