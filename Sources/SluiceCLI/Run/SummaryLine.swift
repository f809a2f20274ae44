import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// The summary of a run as members of a JSON object.
enum SummaryLine {
    static func members(_ outcome: RunOutcome) -> [JSONValue.Member] {
        let summary = outcome.summary
        return [
            .init("pipeline", .string(outcome.plan.name)), .init("mode", .string(outcome.plan.mode.rawValue)),
            .init("clock", .string(outcome.isSimulated ? "simulated" : "wall")),
            .init("state", .string("memory")),
            .init("cycles", .int(summary.cycles)), .init("skipped", .int(summary.skipped)),
            .init("from", JSONValue(summary.first.map(\.iso8601))),
            .init("to", JSONValue(summary.last.map(\.iso8601))),
            .init("orders", .int(summary.orders)), .init("fills", .int(summary.fills)),
            .init("traded_instruments", .int(summary.tradedInstruments)),
            .init("start_equity", JSONValue(summary.startEquity)),
            .init("end_equity", JSONValue(summary.endEquity)),
            .init("max_drawdown", JSONValue(summary.maxDrawdown)), .init("fees", .string("\(summary.fees)")),
            .init("charges", .array(summary.charges.map(charged))),
            .init("held", tallies(summary.held)), .init("blocked", tallies(summary.blocked)),
            .init("limited", tallies(summary.limited)),
            .init("rejected", tallies(summary.rejected)), .init("failures", tallies(summary.failures)),
            .init("standing", .string("\(summary.standing)")),
            .init(
                "standing_reason",
                summary.standingCause.reason.isNone ? .null : .string(summary.standingCause.text)),
            .init("unresolved_orders", .int(summary.unresolved)),
            .init("data_findings", .object(outcome.notices.map { .init($0.code, .int($0.count)) })),
            .init(
                "in_sample",
                .array(
                    summary.trainedLater.map {
                        ["stage": .string($0.stage), "trained_until": .string($0.until.iso8601)]
                    })
            ),
            .init(
                "remarks",
                .array(summary.remarks.map { ["stage": .string($0.stage), "text": .string($0.text)] })
            ),
        ]
            + (summary.otherFees.isEmpty
                ? [] : [.init("other_fees", .array(summary.otherFees.map { .string("\($0)") }))])
    }

    private static func charged(_ total: RunSummary.ChargeTotal) -> JSONValue {
        .object(
            [
                .init("kind", .string(total.kind.rawValue)), .init("count", .int(total.count)),
                .init("amount", .string("\(total.amount)")),
            ] + (total.currency.map { [.init("currency", .string($0.code))] } ?? []))
    }

    private static func tallies(_ tallies: [RunSummary.Tally]) -> JSONValue {
        .array(
            tallies.map {
                [
                    "stage": $0.stage.isEmpty ? .null : .string($0.stage), "reason": .string($0.reason),
                    "count": .int($0.count),
                ]
            }
        )
    }
}
