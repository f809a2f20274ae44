import SluiceEngine
import SluiceMarket
import SluiceNumerics
import SluicePipeline

/// What a backtest came to.
struct BacktestResult {
    let outcome: RunOutcome
    let keeper: BacktestKeeper
    /// The seed of all dice.
    let seed: UInt64
    /// A fingerprint of the effective file.
    let fileDigest: UInt64
    /// When the program had begun.
    let began: WorkTime
    /// What the figures are, from the equity at the end of each session.
    let performance: EquityPerformance
    /// How many of its returns a year has.
    let periodsPerYear: Double

    /// Sessions of a year: every day, or those of a stock exchange.
    static func periodsPerYear(_ plan: Plan) -> Double {
        let sessions = plan.calendar == .alwaysOpen ? 365.0 : 252
        return sessions / max(1, (plan.cycle.every.seconds / 86_400).rounded(.down))
    }

    init(
        outcome: RunOutcome, keeper: BacktestKeeper, seed: UInt64, fileDigest: UInt64, began: WorkTime
    ) throws {
        (self.outcome, self.keeper, self.seed) = (outcome, keeper, seed)
        (self.fileDigest, self.began) = (fileDigest, began)
        periodsPerYear = Self.periodsPerYear(outcome.plan)
        let curve = keeper.sessions.isEmpty ? [] : [keeper.initialEquity] + keeper.sessions
        let days = keeper.span.map { $0.last.since($0.first).seconds / 86_400 } ?? 0
        performance = EquityPerformance(
            curve.span, initial: keeper.initialEquity, days: days,
            ratios: try PerformanceRatios(periodsPerYear: periodsPerYear))
    }

    /// What was not as a strict test wants it.
    var findings: [String] {
        let summary = outcome.summary
        var findings: [String] = []
        if summary.skipped > 0 { findings.append("\(summary.skipped) cycles were skipped") }
        findings += summary.failures.map { "stage '\($0.stage)' failed \($0.count) times" }
        findings += outcome.notices.map { "the data have \($0.count) x \($0.code)" }
        if !summary.coldStages.isEmpty {
            let stages = summary.coldStages.map { "'\($0)'" }.joined(separator: ", ")
            findings.append("no order could leave: \(stages) never had enough to go by")
        }
        return findings
    }

    /// The stretch of the program's time up to the first cycle.
    var load: WorkTime { (keeper.time?.began ?? began).since(began) }

    /// The stretch from the first cycle to the end of the last.
    var run: WorkTime {
        guard let time = keeper.time else { return began.since(began) }
        return time.ended.since(time.began)
    }
}
