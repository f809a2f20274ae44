import SluiceKit
import SluiceMarket

/// Accepts every order, writes it to the log, and cancels it at the next cycle: nothing is ever filled.
///
/// The account keeps its cash and holds nothing, so that a pipeline decides each cycle as it would on its first.
final class DryRunBroker: Broker {
    static let dryRun = Reason("dry_run")
    static let requested = Reason("requested")

    static let manifest = Manifest(
        "dry_run", "Accepts orders and writes them to the log, but never fills one.",
        reasons: [dryRun, requested]
    )

    static let modes: Set<Mode> = [.backtest, .paper]
    static let servesSimulatedClock = true

    struct Settings: PluginSettings {
        @Setting(
            in: Amount.zero...Amount(1_000_000_000_000), help: "Cash of the account, which never changes.")
        var cash = Money(amount: Amount(100_000), currency: .usd)
    }

    private let cash: Money
    private let instruments: [String]
    private let log: any StageLog
    private var accepted: [OrderID] = []

    init(settings: Settings, context: StageContext) {
        (cash, instruments, log) = (settings.cash, context.axes.instruments, context.log)
        accepted.reserveCapacity(2 * instruments.count + 16)
    }

    func account() -> BrokerAccount {
        BrokerAccount(cash: cash, holdings: Array(repeating: .zero, count: instruments.count))
    }

    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) {
        for order in accepted { reports.add(BrokerReport(order, .cancelled(Self.dryRun), at: cycle.now)) }
        accepted.removeAll(keepingCapacity: true)
    }

    func submit(_ order: ApprovedOrder, _ market: MarketFrame, into reports: ReportSheet) {
        accepted.append(order.id)
        reports.add(BrokerReport(order.id, .accepted, at: order.time))
        log.write("dry run: \(text(of: order.request))")
    }

    func cancel(_ order: OrderID, at time: Timestamp, into reports: ReportSheet) {
        guard let index = accepted.firstIndex(of: order) else { return }
        accepted.remove(at: index)
        reports.add(BrokerReport(order, .cancelled(Self.requested), at: time))
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(instruments.count)
        memory.write(accepted.count)
        for order in accepted { memory.write(order.number) }
    }

    func recall(from memory: inout MemoryReader) throws {
        guard try memory.int() == instruments.count else {
            throw MemoryMismatch("the memory is of another universe")
        }
        accepted.removeAll(keepingCapacity: true)
        for _ in 0..<max(try memory.int(), 0) { accepted.append(OrderID(try memory.word())) }
    }

    private func text(of request: OrderRequest) -> String {
        let name =
            instruments.indices.contains(request.instrument)
            ? instruments[request.instrument] : "instrument \(request.instrument)"
        return request.text(of: name)
    }
}
