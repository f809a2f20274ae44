import SluiceDocument
import SluiceEngine
import SluiceMarket
import SluicePipeline

/// Looks whether a stage of a backtest knows what comes, and tells.
struct LookaheadSession {
    let session: BacktestSession
    /// How many bars the data are cut at.
    let cuts: Int

    /// Runs, and writes what was found.
    func execute(_ signal: StopSignal) throws -> ExitStatus {
        let notices = StageNotices(console: session.program.console)
        let check = LookaheadCheck(
            plan: session.plan,
            surroundings: session.loaded.surroundings(
                of: session.plan, session.program.console, notices: notices),
            options: session.options, signal: signal)
        let result = try check.result(cuts: cuts)
        switch session.format {
        case .json: session.program.console.line(object(result).description)
        case .text: for line in lines(result) { session.program.console.line(line) }
        }
        return result.findings.isEmpty ? .ok : .findings
    }

    private func object(_ result: LookaheadCheck.Result) -> JSONValue {
        [
            "pipeline": .string(session.plan.name), "cycles": .int(result.cycles),
            "cuts": .array(result.cuts.map { .string($0.iso8601) }),
            "findings": .array(
                result.findings.map {
                    [
                        "stage": .string($0.stage), "cycle": .int($0.cycle), "bar": .string($0.time.iso8601),
                        "cut": .string($0.cut.iso8601),
                    ]
                }),
        ]
    }

    private func lines(_ result: LookaheadCheck.Result) -> [String] {
        let bars = result.cuts.map(\.iso8601).joined(separator: ", ")
        return result.findings.map {
            "stage '\($0.stage)' sees the future: at the bar of \($0.time.iso8601), cycle \($0.cycle), it gives "
                + "something else when the data end at \($0.cut.iso8601)"
        } + [
            "\(session.plan.name): \(result.cycles) cycles, data cut after \(bars): "
                + (result.findings.isEmpty ? "no stage sees the future" : "\(result.findings.count) findings")
        ]
    }
}
