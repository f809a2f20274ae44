import SluiceMarket
package import SluiceNumerics

/// Runs on days that follow each other, as one: what each returned after what came before it.
package struct JoinedRuns: Sendable {
    /// Equity of one unit of money: 1, then the end of each session.
    package let curve: [Double]
    /// What the curve came to.
    package let performance: EquityPerformance

    /// Joins runs over so many days of the calendar; nil where a year has no sessions.
    package init?(_ runs: [CellFigures], days: Int) {
        var curve = [1.0]
        for run in runs {
            for change in run.returns { curve.append((curve.last ?? 1) * (1 + change)) }
        }
        guard let ratios = try? PerformanceRatios(periodsPerYear: runs.last?.periodsPerYear ?? 252) else {
            return nil
        }
        self.curve = curve
        performance = EquityPerformance(curve.span, initial: 1, days: Double(days), ratios: ratios)
    }
}

extension CellFigures {
    /// The returns of its sessions; nothing from an account that was worth nothing.
    package var returns: [Double] {
        zip(curve, curve.dropFirst()).compactMap { before, after in before > 0 ? after / before - 1 : nil }
    }
}

extension SweepPlan {
    /// The days of the calendar that all windows have to judge on.
    var judgedDays: Int {
        windows.reduce(0) { $0 + $1.test.last.daysSinceEpoch - $1.test.first.daysSinceEpoch + 1 }
    }
}
