import SluiceKit
import SluiceMarket
import SluicePipeline

/// The pipeline's own limits on its orders: value, quantity, number and turnover of a session, open at once, in a time,
/// and the same one again.
///
/// What only reduces a holding passes all but the rate and the one against repeats. Counts outlive a restart.
final class SessionLimits {
    static let maxValue = Reason("max_value", unit: .number)
    static let maxQuantity = Reason("max_quantity", unit: .number)
    static let maxPerSession = Reason("max_per_session", unit: .number)
    static let maxTurnover = Reason("max_turnover", unit: .number)
    static let maxOpen = Reason("max_open", unit: .number)
    static let identical = Reason("identical_order", unit: .milliseconds)
    static let rate = Reason("order_rate", unit: .number)

    private struct Sent {
        var side = Side.buy
        var quantity = Amount.zero
        var pricing = OrderPricing.market
        var time = Timestamp.distantPast
    }

    private let mostValue: Amount?
    private let mostQuantity: Amount?
    private let mostOrders: Int?
    private let mostTurnover: Amount?
    private let mostOpen: Int?
    private let identicalWithin: Span?
    private var window: RateWindow?
    private var last: [Sent]
    private var session = CivilDate(daysSinceEpoch: 0)
    private(set) var orders = 0
    private(set) var turnover = Amount.zero

    /// Takes the plain numbers out once: settings are large, and the limits look at every order.
    init(_ settings: OrderSettings, instruments: Int) {
        (mostValue, mostQuantity) = (settings.maxValue?.amount, settings.maxQuantity)
        (mostOrders, mostTurnover) = (settings.maxPerSession, settings.maxTurnover?.amount)
        (mostOpen, identicalWithin) = (settings.maxOpen, settings.identicalWithin)
        window = settings.maxRate.flatMap { RateWindow(limit: $0, window: settings.rateWindow) }
        last = Array(repeating: Sent(), count: 2 * instruments)
    }

    /// Why the limits keep an order back; nil when they do not.
    func cause(of order: CheckedOrder) -> Cause? {
        guard order.isKnown else { return nil }
        if let cause = repeatCause(of: order) { return cause }
        guard !order.isReducing else { return nil }
        let isToday = order.session == session
        if let most = mostValue {
            let value = order.accountValue
            if value.map({ $0 > most }) ?? true { return Self.cause(Self.maxValue, value, most) }
        }
        if let most = mostQuantity, order.request.quantity > most {
            return Self.cause(Self.maxQuantity, order.request.quantity, most)
        }
        if let most = mostOrders, isToday, orders >= most {
            return Cause(Self.maxPerSession, observed: Double(orders + 1), limit: Double(most))
        }
        if let most = mostTurnover {
            let sum = order.accountValue.flatMap { try? $0.adding(isToday ? turnover : .zero) }
            if sum.map({ $0 > most }) ?? true { return Self.cause(Self.maxTurnover, sum, most) }
        }
        if let most = mostOpen {
            let open = order.portfolio.openOrders.count { !$0.progress.state.isFinished }
            if open >= most { return Cause(Self.maxOpen, observed: Double(open + 1), limit: Double(most)) }
        }
        return nil
    }

    /// Why the rate keeps an order back; asking takes nothing from it.
    func rateCause(of order: CheckedOrder) -> Cause? {
        guard let window, !window.allows(at: order.now) else { return nil }
        return Cause(Self.rate, observed: Double(window.limit + 1), limit: Double(window.limit))
    }

    private func repeatCause(of order: CheckedOrder) -> Cause? {
        guard let within = identicalWithin else { return nil }
        let (request, before) = (order.request, last[place(order.request)])
        let age = order.now.since(before.time)
        guard before.time > .distantPast, age < within, before.quantity == request.quantity,
            before.pricing == request.pricing
        else { return nil }
        return Cause(Self.identical, observed: age.seconds * 1_000, limit: within.seconds * 1_000)
    }

    private static func cause(_ reason: Reason, _ value: Amount?, _ most: Amount) -> Cause {
        Cause(reason, observed: value?.doubleValue ?? .nan, limit: most.doubleValue)
    }

    private func place(_ request: OrderRequest) -> Int {
        2 * request.instrument + (request.side == .buy ? 0 : 1)
    }

    /// Counts an order that passed.
    func count(_ order: CheckedOrder) {
        if order.session != session { (session, orders, turnover) = (order.session, 0, .zero) }
        orders += 1
        turnover = order.accountValue.flatMap { try? $0.adding(turnover) } ?? .greatest
        window?.record(at: order.now)
        guard identicalWithin != nil else { return }
        let request = order.request
        last[place(request)] = Sent(
            side: request.side, quantity: request.quantity, pricing: request.pricing, time: order.now)
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(session.daysSinceEpoch)
        memory.write(orders)
        memory.write(turnover)
    }

    func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        session = CivilDate(daysSinceEpoch: try memory.int())
        orders = try memory.int()
        turnover = try memory.amount()
    }
}
