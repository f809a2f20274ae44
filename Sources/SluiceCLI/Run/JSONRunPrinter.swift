import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// Writes JSON lines: nothing in them differs between two runs of one pipeline, data and seed.
final class JSONRunPrinter: RunPrinter {
    private let console: Console
    private let timings: Bool

    init(console: Console, timings: Bool) { (self.console, self.timings) = (console, timings) }

    func began(_ engine: Engine) {
        let plan = engine.plan
        write(
            "run", at: engine.report.now,
            [
                .init("pipeline", .string(plan.name)), .init("mode", .string(plan.mode.rawValue)),
                .init("instruments", .int(plan.instruments.count)), .init("stages", .int(plan.stages.count)),
            ])
    }

    func cycleEnded(_ engine: Engine) {
        let now = engine.report.now
        writeEvents(engine)
        if engine.report.skip == nil {
            for line in EventLine.blocked(engine) + EventLine.limited(engine) {
                write(line.name, at: now, line.members)
            }
        }
        write("cycle", at: now, cycleMembers(engine))
    }

    func acted(_ engine: Engine) {
        writeEvents(engine)
    }

    func ended(_ engine: Engine) {
        for event in engine.report.events {
            guard let line = EventLine(event, engine.plan), line.name == "cancelled" else { continue }
            write(line.name, at: engine.report.now, line.members)
        }
    }

    func summarize(_ outcome: RunOutcome) {
        for alert in outcome.alerts {
            write(
                "alert", at: outcome.summary.last,
                [
                    .init("sink", .string(alert.sink)), .init("delivered", .int(alert.delivered)),
                    .init("undelivered", .int(alert.undelivered)),
                ])
        }
        write("summary", at: outcome.summary.last, SummaryLine.members(outcome))
    }

    private func writeEvents(_ engine: Engine) {
        for event in engine.report.events {
            guard let line = EventLine(event, engine.plan) else { continue }
            write(line.name, at: engine.report.now, line.members)
        }
    }

    private func cycleMembers(_ engine: Engine) -> [JSONValue.Member] {
        let number = engine.report.number
        guard let record = engine.records.record(ofCycle: number) else { return [] }
        let ids = engine.plan.stages.map(\.id)
        var members: [JSONValue.Member] = [
            .init("cycle", .int(number)), .init("held", .int(record.held)),
            .init("decided", .int(record.decided)),
            .init("blocked", .int(record.blocked)), .init("orders", .int(record.sent)),
            .init("refused", .int(record.refused)), .init("fills", .int(record.fills)),
            .init("equity", JSONValue(record.equity)), .init("skipped", JSONValue(engine.report.skip?.word)),
            .init("standing", .string("\(engine.standing)")),
        ]
        let digests = ids.enumerated().map { stage, id in
            let digest = engine.records.digest(ofStage: stage, cycle: number) ?? 0
            return JSONValue.Member(id, .string(String(digest, radix: 16)))
        }
        members.append(.init("digests", .object(digests)))
        guard timings else { return members }
        let nanoseconds = ids.enumerated().map { stage, id in
            let time = engine.records.nanoseconds(ofStage: stage, cycle: number) ?? 0
            return JSONValue.Member(id, .int(Int(time)))
        }
        members.append(.init("nanoseconds", .object(nanoseconds)))
        return members
    }

    private func write(_ event: String, at time: Timestamp?, _ members: [JSONValue.Member]) {
        let head: [JSONValue.Member] = [
            .init("event", .string(event)), .init("time", JSONValue(time.map(\.iso8601))),
        ]
        console.line(JSONValue.object(head + members).description)
    }
}
