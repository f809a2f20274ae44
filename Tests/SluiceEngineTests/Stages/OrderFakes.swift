import SluiceKit
import SluiceMarket

/// Wants a fixed weight for each open decision.
final class WeightSizer: Sizer {
    static let manifest = Manifest("weight", "Wants a fixed weight.")

    struct Settings: PluginSettings {
        @Setting(in: -100...100, help: "The weight.") var weight: Percent = 10
        @Setting(in: 0...10_000, help: "Cycle from which on nothing is wanted; 0 for never.") var silentFrom =
            0
    }

    private let weight: Double
    private let silentFrom: Int
    init(settings: Settings, context: StageContext) {
        (weight, silentFrom) = (settings.weight.fraction, settings.silentFrom)
    }

    func size(_ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame) {
        if silentFrom > 0, cycle.number >= silentFrom { return }
        for index in 0..<targets.count where decisions.isOpen(index) {
            targets.weight[index] = weight * decisions.side[index]
        }
    }
}

/// Halts or fails when it is told to.
final class CycleRisk: RiskCheck {
    static let told = Reason("told", unit: .number)
    static let manifest = Manifest("cycle", "Halts when told to.", reasons: [told])

    struct Settings: PluginSettings {
        @Setting(in: 0...10_000, help: "Cycle from which on it halts until it is freed; 0 for never.")
        var haltAt = 0
        @Setting(in: 0...10_000, help: "Cycle that fails; 0 for none.") var failAt = 0
        @Setting(help: "Whether targets shrink with each call that failed since the cycle before.")
        var mindsCalls = false
    }

    private let haltAt: Int
    private let failAt: Int
    private let calls: CallLog?
    private var seen = 0
    private var latch = Latch.open

    private enum Latch { case open, halted, freed }

    init(settings: Settings, context: StageContext) {
        (haltAt, failAt) = (settings.haltAt, settings.failAt)
        calls = settings.mindsCalls ? context.calls : nil
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) throws {
        if cycle.number == failAt { throw TestFailure() }
        if let calls, !cycle.isSimulated {
            seen = calls.read(after: seen) { if $0.isFailure { targets.weight[0] /= 2 } }
        }
        guard haltAt > 0, cycle.number >= haltAt, latch != .freed else { return }
        latch = .halted
        targets.restrict(.halt, Self.told, observed: Double(haltAt))
    }

    func resume() { if latch == .halted { latch = .freed } }
}

/// Orders the difference to the target, whole units.
final class DifferenceExecution: Execution {
    static let manifest = Manifest("difference", "Orders the difference.")

    struct Settings: PluginSettings {
        @Setting(in: 0...100, help: "How many times the difference is ordered.") var times = 1.0
    }

    private let times: Double
    init(settings: Settings, context: StageContext) { times = settings.times }

    func plan(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet) {
        let portfolio = cycle.portfolio
        for index in 0..<targets.count {
            let weight = targets.weight[index]
            let price = market.mark(index)
            guard weight.isFinite, price > 0 else { continue }
            let wanted =
                weight * portfolio.equity(for: index) / price - portfolio.quantity[index]
                - portfolio.pending[index]
            let units = (abs(wanted) * times).rounded(.down)
            guard units >= 1, let quantity = Amount(units, rounding: .down) else { continue }
            sheet.add(OrderRequest(instrument: index, side: wanted > 0 ? .buy : .sell, quantity: quantity))
        }
    }
}

/// Fills at the close of the cycle after, or answers as it is told to.
final class AnswerBroker: Broker {
    static let told = Reason("told")
    static let manifest = Manifest("answer", "Answers as told.", reasons: [told])
    static let modes: Set<Mode> = [.backtest, .paper]
    static let servesSimulatedClock = true

    enum Answer: String, SettingChoice {
        case fill
        case half
        case reject
        case unknown
        case silent
        case fail
        case failSettle = "fail_settle"
        case stray
    }

    /// What it says before an order.
    enum Foresight: String, SettingChoice {
        case fine
        case refuse
        case short
        case silent
        case fail
    }

    static let answersWhatIf = true

    struct Settings: PluginSettings {
        @Setting(help: "What it does with orders.") var answer = Answer.fill
        @Setting(help: "What it says before an order.") var whatIf = Foresight.fine
        @Setting(help: "Cash.") var cash = Money(amount: Amount(100_000), currency: .usd)
        @Setting(help: "Account.") var account = "test"
    }

    static func claims(_ settings: Settings) -> [ResourceClaim] {
        [ResourceClaim(.account, settings.account)]
    }

    private let answer: Answer
    private let foresight: Foresight
    private let cash: Money
    private let instruments: Int
    private var open: [ApprovedOrder] = []

    init(settings: Settings, context: StageContext) {
        (answer, cash, instruments) = (settings.answer, settings.cash, context.axes.instruments.count)
        foresight = settings.whatIf
        open.reserveCapacity(1_000)
    }

    func account() -> BrokerAccount {
        BrokerAccount(cash: cash, holdings: Array(repeating: .zero, count: instruments))
    }

    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) throws {
        if answer == .failSettle, cycle.number == 3 { throw TestFailure() }
        if answer == .stray { reports.add(BrokerReport(OrderID(999), .accepted, at: cycle.now)) }
        for order in open {
            guard let price = Amount(market.close[order.request.instrument], rounding: .halfEven) else {
                continue
            }
            let quantity = order.request.quantity
            let half = (try? quantity.divided(by: Amount(2), rounding: .down)) ?? quantity
            let filled = answer == .half ? half : quantity
            reports.add(
                BrokerReport(order.id, .filled(quantity: filled, price: price, fee: Amount(1)), at: cycle.now)
            )
        }
        open.removeAll(keepingCapacity: true)
    }

    func submit(_ order: ApprovedOrder, _ market: MarketFrame, into reports: ReportSheet) throws {
        switch answer {
        case .fill, .half, .stray, .failSettle:
            open.append(order)
            reports.add(BrokerReport(order.id, .accepted, at: order.time))
        case .reject: reports.add(BrokerReport(order.id, .rejected(Self.told), at: order.time))
        case .unknown: reports.add(BrokerReport(order.id, .unknown(Self.told), at: order.time))
        case .silent: break
        case .fail: throw TestFailure()
        }
    }

    func cancel(_ order: OrderID, at time: Timestamp, into reports: ReportSheet) {
        reports.add(BrokerReport(order, .cancelled(Self.told), at: time))
    }

    func whatIf(_ request: OrderRequest, _ market: MarketFrame) throws -> WhatIf? {
        switch foresight {
        case .fine: WhatIf(margin: Amount(100), available: Amount(100), commission: Amount(1))
        case .refuse: WhatIf(refusal: Self.told)
        case .short: WhatIf(margin: Amount(200), available: Amount(100))
        case .silent: nil
        case .fail: throw TestFailure()
        }
    }
}
