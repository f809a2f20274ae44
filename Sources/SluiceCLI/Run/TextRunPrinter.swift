import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// Writes lines that a person can read.
final class TextRunPrinter: RunPrinter {
    private let console: Console
    private let timings: Bool

    init(console: Console, timings: Bool) { (self.console, self.timings) = (console, timings) }

    func began(_ engine: Engine) {
        let plan = engine.plan
        console.line(
            "\(plan.name): \(plan.mode.rawValue), \(plan.instruments.count) instruments, \(plan.stages.count) stages, "
                + "a cycle every \(plan.cycle.every) on \(plan.calendar.name)"
        )
    }

    func cycleEnded(_ engine: Engine) {
        let number = engine.report.number
        guard let record = engine.records.record(ofCycle: number) else { return }
        var parts: [String] = []
        if let skip = engine.report.skip { parts.append("skipped: \(skip.word)") }
        for (count, word) in [
            (record.held, "held"), (record.decided, "decided"), (record.blocked, "blocked"),
            (record.sent, "orders"),
            (record.refused, "refused"), (record.fills, "fills"),
        ] where count > 0 { parts.append("\(count) \(word)") }
        let text = parts.isEmpty ? "nothing to do" : parts.joined(separator: ", ")
        console.line(
            "\(record.time.iso8601)  #\(number)  equity \(fixedText(record.equity, places: 2))  \(text)"
        )
        writeEvents(engine)
        if timings { console.line("    " + timingText(engine, number)) }
    }

    func acted(_ engine: Engine) {
        guard !engine.report.events.isEmpty else { return }
        console.line("\(engine.report.now.iso8601)  after #\(engine.report.number)")
        writeEvents(engine)
    }

    func ended(_ engine: Engine) {}

    func summarize(_ outcome: RunOutcome) {
        for line in SummaryText(outcome, isColored: console.isColored).lines { console.line(line) }
    }

    private func writeEvents(_ engine: Engine) {
        for event in engine.report.events {
            if let line = line(of: event, engine.plan) { console.line("    \(line)") }
        }
    }

    private func line(of event: EngineEvent, _ plan: Plan) -> String? {
        func text(_ request: OrderRequest) -> String {
            "\(request.side) \(request.quantity) \(plan.instruments[request.instrument])"
        }
        return switch event {
        case .filled(let fill):
            "\(fill.side == .buy ? "bought" : "sold") \(fill.quantity) \(plan.instruments[fill.instrument]) at "
                + "\(fixedText(fill.price.doubleValue, places: 4)), fee \(fixedText(fill.fee.doubleValue, places: 2))"
        case .charged(let charge):
            "\(charge.kind.rawValue) \(fixedText(charge.amount.doubleValue, places: 2))"
                + (charge.currency.map { " \($0)" } ?? "")
                + (charge.instrument.map { " of \(plan.instruments[$0])" } ?? "")
        case .refused(let request, let cause): "refused \(text(request)): \(cause.text)"
        case .rejected(let order, let reason): "rejected \(text(order.request)): \(reason.name)"
        case .unknown(let order, let reason): "UNKNOWN \(text(order.request)): \(reason.name)"
        case .cancelled(let order, let reason): "cancelled \(text(order.request)): \(reason.name)"
        case .restricted(let standing, let cause): "\(standing): \(cause.text)"
        case .warned(let cause): "warning: \(cause.text)"
        case .stageFailed(let stage, let message, let policy):
            "stage '\(plan.stages[stage].id)' failed (\(policy.rawValue)): \(message)"
        case .stray(let order): "a report about order \(order.number), which is not open"
        case .illegalReport(let order): "\(text(order.request)) was told something that cannot be"
        case .cancelRefused(let order, let reason): "not cancelled \(text(order.request)): \(reason.name)"
        case .irregularFill(_, let irregularity): "NOT EXPECTED: the fill is \(irregularity.rawValue)"
        case .resolved(let order, let standing): "found \(text(order.request)): \(standing)"
        case .lost(let order): "LOST \(text(order.request)): the venue does not know it"
        case .reconciled(let result): "ledger and venue: \(result.text)"
        case .freed(let reason, let person): "trading is free again: \(reason) (\(person))"
        case .journalFailed(let message): "JOURNAL: \(message)"
        case .sent, .cycleSkipped: nil
        }
    }

    private func timingText(_ engine: Engine, _ number: Int) -> String {
        engine.plan.stages.enumerated().map { stage, planned in
            let time = engine.records.nanoseconds(ofStage: stage, cycle: number) ?? 0
            return "\(planned.id) \(fixedText(Double(time) / 1_000, places: 1))us"
        }.joined(separator: "  ")
    }
}
