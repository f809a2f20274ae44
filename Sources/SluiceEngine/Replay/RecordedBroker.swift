import SluiceKit
import SluiceMarket

/// Stands where a run had a broker: the engine takes what the broker told from the record, and sends nothing.
final class RecordedBroker: Broker {
    static let manifest = Manifest("recorded", "Answers nothing: what the broker told is in the record.")
    static let modes = Set(Mode.allCases)
    static let servesSimulatedClock = true

    private let axes: Axes

    init(settings: NoSettings, context: StageContext) { axes = context.axes }

    func account() -> BrokerAccount {
        BrokerAccount(
            cash: Money(amount: .zero, currency: .usd),
            holdings: Array(repeating: .zero, count: axes.instruments.count))
    }
    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) {}
    func submit(_ order: ApprovedOrder, _ market: MarketFrame, into reports: ReportSheet) {}
    func cancel(_ order: OrderID, at time: Timestamp, into reports: ReportSheet) {}
}

extension StageKind {
    /// The kinds whose part a record plays in a replay.
    static let answered: Set<StageKind> = [.data, .broker]
}
