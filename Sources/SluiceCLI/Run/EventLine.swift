import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// One thing that happened in a cycle, as a line of a run's output.
struct EventLine {
    /// The name of the event.
    let name: String
    /// What belongs to it, in order.
    let members: [JSONValue.Member]

    private init(_ name: String, _ members: [JSONValue.Member]) {
        (self.name, self.members) = (name, members)
    }

    /// The line of an event; nil for one that has none.
    init?(_ event: EngineEvent, _ plan: Plan) {
        switch event {
        case .filled(let fill):
            self.init(
                "fill",
                [
                    .init("instrument", .string(plan.instruments[fill.instrument])),
                    .init("side", .string("\(fill.side)")), .init("quantity", .string("\(fill.quantity)")),
                    .init("price", .string("\(fill.price)")), .init("fee", .string("\(fill.fee)")),
                    .init("order", .int(Int(fill.order.number))),
                ])
        case .charged(let charge):
            self.init(
                "charge",
                [
                    .init("kind", .string(charge.kind.rawValue)),
                    .init("instrument", JSONValue(charge.instrument.map { plan.instruments[$0] })),
                    .init("amount", .string("\(charge.amount)")),
                ] + (charge.currency.map { [.init("currency", .string($0.code))] } ?? []))
        case .sent(let order): self.init("order", Self.members(order.request, plan) + Self.number(order))
        case .refused(let request, let cause):
            self.init("refused", Self.members(request, plan) + Self.members(cause, plan))
        case .rejected(let order, let reason): self.init("rejected", Self.members(order, reason, plan))
        case .unknown(let order, let reason): self.init("unknown", Self.members(order, reason, plan))
        case .cancelled(let order, let reason): self.init("cancelled", Self.members(order, reason, plan))
        case .restricted(let standing, let cause):
            self.init("restricted", [.init("standing", .string("\(standing)"))] + Self.members(cause, plan))
        case .warned(let cause): self.init("warning", Self.members(cause, plan))
        case .stageFailed(let stage, let message, let policy):
            self.init(
                "stage_failed",
                [
                    .init("stage", .string(plan.stages[stage].id)), .init("message", .string(message)),
                    .init("policy", .string(policy.rawValue)),
                ])
        case .stray(let order): self.init("stray_report", [.init("order", .int(Int(order.number)))])
        case .illegalReport(let order): self.init("illegal_report", [Self.number(order)].flatMap { $0 })
        case .cancelRefused(let order, let reason):
            self.init("cancel_refused", Self.members(order, reason, plan))
        case .irregularFill(let fill, let irregularity):
            self.init(
                "irregular_fill",
                [
                    .init("order", .int(Int(fill.order.number))),
                    .init("irregularity", .string(irregularity.rawValue)),
                ])
        case .resolved(let order, let standing):
            self.init("resolved", Self.number(order) + [.init("standing", .string("\(standing)"))])
        case .lost(let order): self.init("lost", Self.members(order.request, plan) + Self.number(order))
        case .reconciled(let result): self.init("reconciled", Self.members(result))
        case .freed(let reason, let person):
            self.init("freed", [.init("reason", .string(reason)), .init("by", .string(person))])
        case .journalFailed(let message): self.init("journal_failed", [.init("message", .string(message))])
        case .cycleSkipped: return nil
        }
    }

    /// The decisions of a cycle that gates blocked.
    static func blocked(_ engine: Engine) -> [EventLine] {
        engine.report.decisions.flatMap { frame in
            (0..<frame.count).filter { frame.side[$0] != 0 && frame.scale[$0] == 0 }.map { index in
                EventLine(
                    "blocked", Self.place(index, engine.plan) + Self.members(frame.causes[index], engine.plan)
                )
            }
        }
    }

    /// The targets of a cycle that risk stages limited.
    static func limited(_ engine: Engine) -> [EventLine] {
        engine.report.approved.flatMap { frame in
            (0..<frame.count).filter {
                !frame.causes[$0].reason.isNone && frame.causes[$0].stage == frame.writer
            }.map { index in
                let weight = JSONValue.Member("weight", JSONValue(frame.weight[index]))
                return EventLine(
                    "limited",
                    Self.place(index, engine.plan) + [weight]
                        + Self.members(frame.causes[index], engine.plan)
                )
            }
        }
    }

    private static func place(_ index: Int, _ plan: Plan) -> [JSONValue.Member] {
        [
            .init(
                "instrument",
                plan.instruments.indices.contains(index) ? .string(plan.instruments[index]) : .null)
        ]
    }

    private static func members(_ request: OrderRequest, _ plan: Plan) -> [JSONValue.Member] {
        place(request.instrument, plan) + [
            .init("side", .string("\(request.side)")), .init("quantity", .string("\(request.quantity)")),
        ]
    }

    private static func members(_ order: ApprovedOrder, _ reason: Reason, _ plan: Plan) -> [JSONValue.Member]
    {
        members(order.request, plan) + number(order) + [.init("reason", .string(reason.name))]
    }

    private static func members(_ result: Reconciliation) -> [JSONValue.Member] {
        [
            .init("verdict", .string(result.verdict.rawValue)), .init("obstacle", JSONValue(result.obstacle)),
            .init("new_fills", .int(result.newFills)), .init("drift", .int(result.drift)),
            .init("foreign", .int(result.foreign)), .init("differences", .int(result.differences.count)),
        ]
    }

    private static func number(_ order: ApprovedOrder) -> [JSONValue.Member] {
        [.init("order", .int(Int(order.id.number)))]
    }

    private static func members(_ cause: Cause, _ plan: Plan) -> [JSONValue.Member] {
        [
            .init("stage", cause.stage >= 0 ? .string(plan.stages[Int(cause.stage)].id) : .null),
            .init("reason", .string(cause.reason.name)),
            .init("observed", JSONValue(cause.observed)), .init("limit", JSONValue(cause.limit)),
        ]
    }
}
