import SluiceKit
import SluiceMarket
import Synchronization

/// A venue that outlives engines: what it has, it has, whatever becomes of those who trade there.
final class FakeVenue: Sendable {
    struct Order {
        let order: ApprovedOrder
        var filled = Amount.zero
        var standing = VenueOrder.Standing.open
    }

    struct State {
        /// When the venue is said to have spoken last; nil where nobody asks.
        var lastHeard: Timestamp?
        var orders: [ClientOrderID: Order] = [:]
        var fills: [VenueFill] = []
        var charges: [Charge] = []
        var cash = Amount(100_000)
        var otherCash: [Money] = []
        var holdings: [Amount] = []
        /// How often each name was submitted.
        var submissions: [ClientOrderID: Int] = [:]
        /// What happens to the next submission.
        var next = Fault.none
        var listing = Listing.complete
        var isHidden = false
        var cancels: [ClientOrderID] = []
    }

    enum Fault { case none, lostRequest, lostAnswer, reject }
    enum Listing { case complete, partial, failing }

    private let state: Mutex<State>
    private static let all = Mutex<[String: FakeVenue]>([:])

    init(instruments: Int) {
        var state = State()
        state.holdings = Array(repeating: .zero, count: instruments)
        self.state = Mutex(state)
    }

    /// The venue of a name, made when it is first asked for.
    static func named(_ name: String, instruments: Int = 3) -> FakeVenue {
        all.withLock { all in
            if let venue = all[name] { return venue }
            let venue = FakeVenue(instruments: instruments)
            all[name] = venue
            return venue
        }
    }

    func with<Result: Sendable>(_ body: @Sendable (inout State) throws -> Result) rethrows -> Result {
        try state.withLock { state in try body(&state) }
    }

    var submissions: [Int] { with { Array($0.submissions.values) } }

    /// Lets the account pay or receive; it is told by the next listing or settlement.
    func charge(_ charge: Charge) {
        with { state in
            state.charges.append(charge)
            state.cash = (try? state.cash.adding(charge.amount)) ?? state.cash
        }
    }

    /// Takes an order and fills it at a price; the fill is told by the next listing or settlement.
    func fill(_ name: ClientOrderID, _ part: Amount? = nil, at price: Amount) {
        with { state in
            guard var order = state.orders[name], order.standing == .open else { return }
            let request = order.order.request
            let left = (try? request.quantity.subtracting(order.filled)) ?? .zero
            let quantity = min(part ?? left, left)
            order.filled = (try? order.filled.adding(quantity)) ?? order.filled
            if order.filled == request.quantity { order.standing = .filled }
            state.orders[name] = order
            let value = (try? quantity.multiplied(by: price, rounding: .halfEven)) ?? .zero
            let isBuy = request.side == .buy
            state.cash = (try? isBuy ? state.cash.subtracting(value) : state.cash.adding(value)) ?? state.cash
            let held = state.holdings[request.instrument]
            state.holdings[request.instrument] =
                (try? isBuy ? held.adding(quantity) : held.subtracting(quantity)) ?? held
            state.fills.append(
                VenueFill(
                    .text("f\(state.fills.count + 1)"), of: name, instrument: request.instrument,
                    side: request.side, quantity: quantity, price: price, fee: .zero, time: order.order.time))
        }
    }
}

/// Trades at a fake venue; every order fills at its mark when the next cycle settles, unless the venue hides fills.
final class VenueBroker: Broker {
    static let refused = Reason("refused")
    static let asked = Reason("asked")
    static let manifest = Manifest("venue", "Trades at a fake venue.", reasons: [refused, asked])
    static let modes: Set<Mode> = [.backtest, .paper]
    static let servesSimulatedClock = true
    static let settlingTime = Span.seconds(60)

    struct Settings: PluginSettings {
        @Setting(help: "The venue's name.") var name = "default"
        @Setting(help: "Whether orders fill by themselves.") var fills = true
    }

    private let venue: FakeVenue
    private let fills: Bool
    private var told = 0
    private var toldCharges = 0
    private var numbers: [ClientOrderID: OrderID] = [:]

    init(settings: Settings, context: StageContext) {
        venue = .named(settings.name, instruments: context.axes.instruments.count)
        fills = settings.fills
    }

    func account() -> BrokerAccount {
        venue.with {
            BrokerAccount(
                cash: Money(amount: $0.cash, currency: .usd), otherCash: $0.otherCash, holdings: $0.holdings)
        }
    }

    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) {
        if fills {
            let open = venue.with { state in state.orders.values.filter { $0.standing == .open }.map(\.order)
            }
            for order in open.sorted(by: { $0.id < $1.id }) {
                guard let price = Amount(market.close[order.request.instrument], rounding: .halfEven) else {
                    continue
                }
                venue.fill(order.clientID, at: price)
            }
        }
        let seen = told
        let (new, isHidden) = venue.with { (Array($0.fills.dropFirst(seen)), $0.isHidden) }
        guard !isHidden else { return }
        let seenCharges = toldCharges
        let charges = venue.with { Array($0.charges.dropFirst(seenCharges)) }
        toldCharges += charges.count
        for charge in charges { reports.add(BrokerReport(charge)) }
        told += new.count
        for fill in new {
            guard let name = fill.clientID, let number = numbers[name] else { continue }
            reports.add(
                BrokerReport(
                    number, .filled(quantity: fill.quantity, price: fill.price, fee: fill.fee), at: fill.time,
                    fill: fill.fill))
        }
    }

    func submit(_ order: ApprovedOrder, _ market: MarketFrame, into reports: ReportSheet) throws {
        let name = order.clientID
        numbers[name] = order.id
        let fault = venue.with { state in
            let fault = state.next
            state.next = .none
            if fault != .lostRequest {
                state.submissions[name, default: 0] += 1
                var entry = FakeVenue.Order(order: order)
                if fault == .reject { entry.standing = .rejected }
                state.orders[name] = entry
            }
            return fault
        }
        switch fault {
        case .none: reports.add(BrokerReport(order.id, .accepted, at: order.time))
        case .reject: reports.add(BrokerReport(order.id, .rejected(Self.refused), at: order.time))
        case .lostRequest, .lostAnswer: throw TestFailure()
        }
    }

    func cancel(_ order: OrderID, at time: Timestamp, into reports: ReportSheet) {
        guard let name = numbers.first(where: { $0.value == order })?.key else { return }
        venue.with { state in
            state.cancels.append(name)
            if state.orders[name]?.standing == .open { state.orders[name]?.standing = .cancelled }
        }
        reports.add(BrokerReport(order, .cancelled(Self.asked), at: time))
    }

    func lookUp(_ order: ApprovedOrder) throws -> OrderLookup {
        venue.with { state in
            if state.listing == .failing { return .failed }
            guard let entry = state.orders[order.clientID] else { return .notFound }
            return .found(Self.told(entry))
        }
    }

    func listing(after mark: String?) throws -> VenueListing? {
        try venue.with { state in
            if state.listing == .failing { throw TestFailure() }
            let open = state.orders.values.filter { $0.standing == .open }.map(Self.told)
            let isComplete = state.listing == .complete
            return VenueListing(
                isComplete: isComplete, openOrders: isComplete ? open : [],
                fills: Array(state.fills.dropFirst(mark.flatMap(Int.init) ?? 0)),
                charges: state.charges,
                account: BrokerAccount(
                    cash: Money(amount: state.cash, currency: .usd), otherCash: state.otherCash,
                    holdings: state.holdings),
                mark: "\(state.fills.count)")
        }
    }

    var lastHeard: Timestamp? { venue.with { $0.lastHeard } }

    func adopt(_ orders: [ApprovedOrder]) { for order in orders { numbers[order.clientID] = order.id } }

    private static func told(_ entry: FakeVenue.Order) -> VenueOrder {
        let request = entry.order.request
        return VenueOrder(
            clientID: entry.order.clientID, venueID: "v\(entry.order.id.number)",
            instrument: request.instrument,
            side: request.side, quantity: request.quantity, filled: entry.filled, standing: entry.standing)
    }
}

/// Orders one unit of the first instrument, once, in slices a second apart.
final class SliceExecution: TimedExecution {
    static let manifest = Manifest("slice", "Orders slices.")

    struct Settings: PluginSettings {
        @Setting(in: 1...100, help: "Slices.") var slices = 4
    }

    private let slices: Int
    private var parent: Timestamp?
    private var next = 0
    private var due: Timestamp?

    init(settings: Settings, context: StageContext) { slices = settings.slices }

    var nextAct: Timestamp? { due }

    func plan(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet) {
        guard parent == nil else { return }
        parent = cycle.now
        slice(cycle.now, sheet)
    }

    func act(_ cycle: Cycle, _ market: MarketFrame, into sheet: OrderSheet) { slice(cycle.now, sheet) }

    private func slice(_ now: Timestamp, _ sheet: OrderSheet) {
        guard next < slices else {
            due = nil
            return
        }
        let origin = OrderOrigin(parent: parent, child: Int32(next))
        sheet.add(OrderRequest(instrument: 0, side: .buy, quantity: Amount(1), origin: origin))
        next += 1
        due = next < slices ? now + .seconds(1) : nil
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(parent ?? .distantPast)
        memory.write(next)
        memory.write(due ?? .distantPast)
    }

    func recall(from memory: inout MemoryReader) throws {
        let (parent, next, due) = (try memory.timestamp(), try memory.int(), try memory.timestamp())
        self.parent = parent == .distantPast ? nil : parent
        self.next = next
        self.due = due == .distantPast ? nil : due
    }
}
