import SluiceKit
import SluiceMarket
import SluicePipeline

/// What an alert of an event says, and which stage and instrument it concerns.
struct AlertText {
    let event: EventKind
    let message: String
    var stage: String?
    var instrument: String?

    /// The alert of an event of the engine; nil for one that is no alert.
    init?(_ event: EngineEvent, _ plan: Plan) {
        func name(_ stage: Int32) -> String? { stage >= 0 ? plan.stages[Int(stage)].id : nil }
        func instrument(_ order: ApprovedOrder) -> String { plan.instruments[order.request.instrument] }
        switch event {
        case .stageFailed(let stage, let message, _):
            self.init(.stageFailed, message, stage: plan.stages[stage].id)
        case .cycleSkipped(let cause):
            self.init(.cycleSkipped, "the cycle ended without orders: \(cause.word)")
        case .restricted(let standing, let cause):
            self.init(.killSwitch, "\(Self.word(standing)): \(cause.text)", stage: name(cause.stage))
        case .warned(let cause): self.init(.riskWarning, cause.text, stage: name(cause.stage))
        case .refused(let request, let cause):
            self.init(
                .orderRefused, "\(Self.text(request)): \(cause.text)",
                instrument: plan.instruments.indices.contains(request.instrument)
                    ? plan.instruments[request.instrument] : nil
            )
        case .sent, .stray: return nil
        case .rejected(let order, let reason):
            self.init(
                .orderRejected, "\(Self.text(order.request)): \(reason.name)", instrument: instrument(order))
        case .unknown(let order, let reason):
            self.init(
                .orderUnknown, "\(Self.text(order.request)): \(reason.name)", instrument: instrument(order))
        case .cancelled(let order, let reason):
            self.init(
                .orderCancelled, "\(Self.text(order.request)): \(reason.name)", instrument: instrument(order))
        case .filled(let fill):
            self.init(
                .orderFilled, "\(fill.side) \(fill.quantity) at \(fill.price), fee \(fill.fee)",
                instrument: plan.instruments[fill.instrument]
            )
        }
    }

    init(_ event: EventKind, _ message: String, stage: String? = nil, instrument: String? = nil) {
        (self.event, self.message, self.stage, self.instrument) = (event, message, stage, instrument)
    }

    private static func text(_ request: OrderRequest) -> String { "\(request.side) \(request.quantity)" }

    static func word(_ standing: TradingStanding) -> String {
        switch standing {
        case .open: "trading is open"
        case .reduceOnly: "only reducing orders pass"
        case .halt: "trading is halted"
        case .flatten: "everything is being closed"
        }
    }
}
