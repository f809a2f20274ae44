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
    /// When the first cycle began and the last had ended.
    let timer: RunTimer
    /// What is told beside the usual figures; nil where nobody asked.
    let extras: ExtraFigures?
    /// What the figures are, from the equity at the end of each session.
    let figures: BacktestFigures

    /// Return, risk, and the one for the other.
    var performance: EquityPerformance { figures.performance }

    init(
        outcome: RunOutcome, keeper: BacktestKeeper, timer: RunTimer, extras: ExtraFigures? = nil,
        seed: UInt64,
        fileDigest: UInt64, began: WorkTime
    ) throws {
        (self.outcome, self.keeper, self.timer, self.seed) = (outcome, keeper, timer, seed)
        (self.fileDigest, self.began, self.extras) = (fileDigest, began, extras)
        figures = try BacktestFigures(outcome.plan, keeper)
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
    var load: WorkTime { (timer.time?.began ?? began).since(began) }

    /// The stretch from the first cycle to the end of the last.
    var run: WorkTime {
        guard let time = timer.time else { return began.since(began) }
        return time.ended.since(time.began)
    }
}
