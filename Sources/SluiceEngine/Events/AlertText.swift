import SluiceKit
import SluiceMarket
import SluicePipeline

/// What an alert says, and which stage and instrument it concerns.
struct AlertText {
    let message: String
    var stage: String?
    var instrument: String?

    init(_ message: String, stage: String? = nil, instrument: String? = nil) {
        (self.message, self.stage, self.instrument) = (message, stage, instrument)
    }

    /// Why something is not as it was asked for.
    init(_ cause: Cause, _ plan: Plan, instrument: Int? = nil) {
        self.init(
            cause.text, stage: cause.stage >= 0 ? plan.stages[Int(cause.stage)].id : nil,
            instrument: instrument.map { plan.instruments[$0] }
        )
    }

    /// The text of an event of the engine.
    init(_ event: EngineEvent, _ plan: Plan) {
        switch event {
        case .stageFailed(let stage, let message, _): self.init(message, stage: plan.stages[stage].id)
        case .cycleSkipped(let cause): self.init("the cycle ended without orders: \(cause.word)")
        case .restricted(let standing, let cause):
            let text = AlertText(cause, plan)
            self.init("\(Self.word(standing)): \(text.message)", stage: text.stage)
        case .warned(let cause): self.init(cause, plan)
        case .refused(let request, let cause): self.init(request, cause.text, plan)
        case .sent(let order): self.init(order.request, "sent", plan)
        case .rejected(let order, let reason), .unknown(let order, let reason),
            .cancelled(let order, let reason):
            self.init(order.request, reason.name, plan)
        case .filled(let fill):
            self.init(
                "\(fill.side) \(fill.quantity) at \(fill.price), fee \(fill.fee)",
                instrument: plan.instruments[fill.instrument]
            )
        case .charged(let charge):
            self.init(
                "\(charge.kind.rawValue) \(charge.amount)" + (charge.currency.map { " \($0)" } ?? ""),
                instrument: charge.instrument.map { plan.instruments[$0] })
        case .stray(let order): self.init("order \(order.number) is not open here")
        case .illegalReport(let order): self.init(order.request, "was told something that cannot be", plan)
        case .cancelRefused(let order, let reason):
            self.init(order.request, "not cancelled: \(reason.name)", plan)
        case .irregularFill(let fill, let irregularity):
            self.init(
                "\(fill.side) \(fill.quantity) at \(fill.price) was not expected: \(irregularity.rawValue)",
                instrument: plan.instruments[fill.instrument])
        case .resolved(let order, let standing): self.init(order.request, "found \(standing)", plan)
        case .lost(let order): self.init(order.request, "the venue does not know it", plan)
        case .reconciled(let result): self.init(result.text)
        case .journalFailed(let message): self.init(message)
        case .freed(let reason, let person): self.init("trading is free again: \(reason) (\(person))")
        }
    }

    private init(_ request: OrderRequest, _ what: String, _ plan: Plan) {
        self.init(
            "\(request.side) \(request.quantity): \(what)",
            instrument: plan.instruments.indices.contains(request.instrument)
                ? plan.instruments[request.instrument] : nil
        )
    }

    static func word(_ standing: TradingStanding) -> String {
        switch standing {
        case .open: "trading is open"
        case .reduceOnly: "only reducing orders pass"
        case .halt: "trading is halted"
        case .flatten: "everything is being closed"
        }
    }
}

extension EngineEvent {
    /// The alert that the event is; nil for one that is none.
    var alert: EventKind? {
        switch self {
        case .stageFailed: .stageFailed
        case .cycleSkipped: .cycleSkipped
        case .restricted: .killSwitch
        case .warned: .riskWarning
        case .refused: .orderRefused
        case .rejected: .orderRejected
        case .unknown: .orderUnknown
        case .cancelled: .orderCancelled
        case .filled: .orderFilled
        case .irregularFill, .illegalReport, .stray: .orderIrregular
        case .lost: .orderLost
        case .resolved: .orderResolved
        case .reconciled(let result): result.verdict == .passed ? nil : .reconcileFailed
        case .journalFailed: .journalFailed
        case .freed: .tradingFreed
        case .sent, .cancelRefused, .charged: nil
        }
    }
}
