import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// The summary of a run for a person.
struct SummaryText {
    private let outcome: RunOutcome
    private let isColored: Bool

    init(_ outcome: RunOutcome, isColored: Bool) { (self.outcome, self.isColored) = (outcome, isColored) }

    var lines: [String] {
        facts + [
            row(
                "state", outcome.state.map { "kept in \($0)" } ?? "kept in memory only: it ends with this run"
            )
        ]
    }

    /// What the run came to, without where its state is.
    var facts: [String] {
        let summary = outcome.summary
        var lines = ["", bold("Summary of \(outcome.plan.name) (\(outcome.plan.mode.rawValue))")]
        lines.append(
            row(
                "cycles",
                "\(summary.cycles)" + (summary.skipped > 0 ? ", \(summary.skipped) skipped" : "")
                    + (summary.warmUpCycles > 0 ? ", \(summary.warmUpCycles) of them to warm up" : "")))
        if let first = summary.first, let last = summary.last {
            lines.append(
                row(
                    "time",
                    "\(first.iso8601) to \(last.iso8601), \(outcome.isSimulated ? "simulated" : "wall") clock"
                ))
        }
        lines.append(
            row(
                "orders",
                "\(summary.orders) sent, \(summary.fills) fills in \(summary.tradedInstruments) instruments")
        )
        lines.append(row("equity", equityText))
        let others = summary.otherFees.map {
            ", \(fixedText($0.amount.doubleValue, places: 2)) \($0.currency)"
        }
        lines.append(row("fees", fixedText(summary.fees.doubleValue, places: 2) + others.joined()))
        lines += summary.charges.enumerated().map { index, total in
            row(
                index == 0 ? "charges" : "",
                fixedText(total.amount.doubleValue, places: 2) + (total.currency.map { " \($0)" } ?? "")
                    + " in \(total.count) x \(total.kind.rawValue)"
            )
        }
        lines += tallies("held", summary.held)
        lines += tallies("blocked", summary.blocked)
        lines += tallies("limited", summary.limited)
        lines += tallies("rejected", summary.rejected)
        lines += tallies("failures", summary.failures)
        if summary.standing > .open {
            lines.append(row("standing", "\(summary.standing): \(summary.standingCause.text)"))
        }
        if summary.unresolved > 0 { lines.append(row("unresolved", "\(summary.unresolved) orders")) }
        for alert in outcome.alerts {
            let lost = alert.undelivered > 0 ? ", \(alert.undelivered) undelivered" : ""
            lines.append(row("alerts", "'\(alert.sink)' delivered \(alert.delivered)\(lost)"))
        }
        for notice in outcome.notices { lines.append(row("findings", "\(notice.count) x \(notice.code)")) }
        for model in summary.trainedLater {
            lines.append(
                row(
                    "in-sample",
                    "'\(model.stage)' was trained on data until \(model.until.iso8601): this is no test of it"
                )
            )
        }
        for remark in summary.remarks { lines.append(row("note", "'\(remark.stage)': \(remark.text)")) }
        return lines
    }

    private var equityText: String {
        let summary = outcome.summary
        let change = (summary.endEquity / summary.startEquity - 1) * 100
        let sign = change >= 0 ? "+" : ""
        return "\(fixedText(summary.startEquity, places: 2)) to \(fixedText(summary.endEquity, places: 2)) "
            + "(\(sign)\(fixedText(change, places: 2))%), deepest drawdown "
            + "\(fixedText(summary.maxDrawdown * 100, places: 2))%"
    }

    private func tallies(_ name: String, _ tallies: [RunSummary.Tally]) -> [String] {
        tallies.enumerated().map { index, tally in
            let stage = tally.stage.isEmpty ? "" : " by '\(tally.stage)'"
            return row(index == 0 ? name : "", "\(tally.count) x \(tally.reason)\(stage)")
        }
    }

    func row(_ name: String, _ text: String) -> String {
        "  " + name + String(repeating: " ", count: max(1, 12 - name.count)) + text
    }

    private func bold(_ text: String) -> String { isColored ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
