import SluiceKit
import SluiceMarket
import SluiceTestKit

/// An execution stage that buys one of each, or breaks the one rule that a setting names.
final class FaultyExecution: Execution {
    enum Fault: String, SettingChoice {
        case none
        case quantity
        case instrument
        case price
    }

    struct Settings: PluginSettings {
        @Setting(help: "Which rule is broken.")
        var fault = Fault.none
    }

    static let manifest = Manifest("faulty", "Buys one of each wanted.")
    private let fault: Fault

    init(settings: Settings, context: StageContext) { fault = settings.fault }

    func plan(
        _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
    ) {
        for index in 0..<targets.count where targets.weight[index] > 0 {
            sheet.add(
                OrderRequest(
                    instrument: fault == .instrument ? targets.count : index, side: .buy,
                    quantity: fault == .quantity ? .zero : Amount(1),
                    pricing: fault == .price ? .limit(.zero) : .market))
        }
    }
}

/// A broker that fills everything at ten in the next cycle, or breaks the one rule that a setting names.
final class FaultyBroker: Broker {
    enum Fault: String, SettingChoice {
        case none
        case silent
        case twice
        case early
        case tooMuch = "too_much"
        case free
        case reason
        case account
    }

    struct Settings: PluginSettings {
        @Setting(help: "Which rule is broken.")
        var fault = Fault.none
    }

    static let odd = Reason("odd_number")
    static let manifest = Manifest("faulty", "Fills all even orders at ten.", reasons: [odd])
    static let modes: Set<Mode> = [.backtest]
    static let servesSimulatedClock = true
    private let fault: Fault
    private let instruments: Int
    private var open: [ApprovedOrder] = []

    init(settings: Settings, context: StageContext) {
        (fault, instruments) = (settings.fault, context.axes.instruments.count)
        open.reserveCapacity(16)
    }

    func account() throws -> BrokerAccount {
        BrokerAccount(
            cash: Money(amount: .zero, currency: .usd),
            holdings: Array(repeating: .zero, count: fault == .account ? 1 : instruments))
    }

    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) {
        for index in open.indices { fill(open[index], at: cycle.now, reports) }
        open.removeAll(keepingCapacity: true)
    }

    private func fill(_ order: ApprovedOrder, at time: Timestamp, _ reports: ReportSheet) {
        let event = BrokerReport.Event.filled(
            quantity: fault == .tooMuch ? Amount(1_000) : order.request.quantity,
            price: fault == .free ? .zero : Amount(10), fee: .zero)
        reports.add(BrokerReport(order.id, event, at: time))
    }

    func submit(_ order: ApprovedOrder, _ market: MarketFrame, into reports: ReportSheet) {
        if fault == .silent { return }
        guard order.id.number.isMultiple(of: 2) else {
            let reason = fault == .reason ? Reason("other") : Self.odd
            return reports.add(BrokerReport(order.id, .rejected(reason), at: order.time))
        }
        reports.add(BrokerReport(order.id, .accepted, at: order.time))
        if fault == .twice { reports.add(BrokerReport(order.id, .accepted, at: order.time)) }
        if fault == .early { fill(order, at: order.time, reports) } else { open.append(order) }
    }

    func cancel(_ order: OrderID, at time: Timestamp, into reports: ReportSheet) {}

    func remember(into memory: inout MemoryWriter) {
        memory.write(instruments)
        memory.write(open.count)
        for order in open {
            memory.write(order.id.number)
            memory.write(order.request.quantity.doubleValue)
            memory.write(order.request.instrument)
        }
    }

    func recall(from memory: inout MemoryReader) throws {
        guard try memory.int() == instruments else { throw MemoryMismatch("another universe") }
        open = []
        for _ in 0..<max(0, try memory.int()) {
            let number = try memory.word()
            let quantity = Amount(try memory.double(), rounding: .down) ?? .zero
            open.append(.test(number, .buy, quantity, of: try memory.int()))
        }
    }
}

/// A learner that counts fills, or gives an infinite weight.
final class FaultyLearner: Learner {
    struct Settings: PluginSettings {
        @Setting(help: "Whether the weights are infinite.")
        var infinite = false
    }

    static let manifest = Manifest("faulty", "Weighs by the number of fills.")
    let choices = [WeightChoice(member: "first"), WeightChoice(member: "second")]
    private let infinite: Bool
    private var count = 1

    init(settings: Settings, context: StageContext) { infinite = settings.infinite }

    func learn(_ cycle: Cycle, _ evidence: LearnerEvidence, into weights: WeightFrame) {
        count += evidence.fills.count
        weights.values.fill(infinite ? .infinity : 1 / Double(count))
    }

    func remember(into memory: inout MemoryWriter) { memory.write(count) }
    func recall(from memory: inout MemoryReader) throws { count = try memory.int() }
}
