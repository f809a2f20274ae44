import SluiceKit
import SluiceMarket

/// Drives a broker with a few orders and cancels.
final class BrokerDriver: StageDriver {
    private struct Sent {
        let order: ApprovedOrder
        var filled = Amount.zero
        var answers = 0
        var isFinished = false
    }

    private let stage: any Broker
    private let reasons: [Reason]
    private let world: ContractWorld
    private let reports: ReportSheet
    /// How many reports were there when the last order had been settled, before any new one.
    private var settled = 0
    private var orders: [ApprovedOrder] = []
    private var cancels: [OrderID] = []
    private var sent: [OrderID: Sent] = [:]

    init(_ stage: any Broker, _ reasons: [Reason], _ world: ContractWorld) {
        (self.stage, self.reasons, self.world) = (stage, reasons, world)
        reports = ReportSheet(capacity: max(world.instruments, 16))
    }

    var speaks: Bool { reports.count > 0 }

    func prepare(_ number: Int) {
        reports.clear()
        var dice = world.dice(number, "orders")
        orders = (0..<world.instruments).compactMap { order(number, of: $0, &dice) }
        let cancelled = OrderID(UInt64(max(0, number - 2) * world.instruments + 1))
        cancels = number.isMultiple(of: 7) && sent[cancelled]?.isFinished == false ? [cancelled] : []
    }

    private func order(_ number: Int, of instrument: Int, _ dice: inout Dice) -> ApprovedOrder? {
        let price = Amount(world.market.mark(instrument), rounding: .halfEven)
        let isLimit = dice.uniform() < 0.3
        let quantity = Amount(1 + Int(50 * dice.uniform()))
        let side = dice.uniform() < 0.6 ? Side.buy : .sell
        guard dice.uniform() < 0.4 else { return nil }
        let pricing = price.flatMap { isLimit && $0 > .zero ? OrderPricing.limit($0) : nil } ?? .market
        let own = UInt64(number * world.instruments + instrument + 1)
        return ApprovedOrder(
            id: OrderID(own), clientID: ClientOrderID(high: 0, low: own),
            request: OrderRequest(
                instrument: instrument, side: side, quantity: quantity, pricing: pricing),
            time: world.conditions.tape.times[number]
        )
    }

    func run(_ cycle: Cycle) throws {
        try stage.settle(cycle, world.market, into: reports)
        settled = reports.count
        for index in cancels.indices { try stage.cancel(cancels[index], at: cycle.now, into: reports) }
        for index in orders.indices { try stage.submit(orders[index], world.market, into: reports) }
    }

    func describe(into digest: inout Digest) {
        for report in reports.reports {
            digest.add(report.order.number)
            digest.add(UInt64(bitPattern: report.time.nanoseconds))
            switch report.event {
            case .accepted: digest.add("accepted")
            case .rejected(let reason): digest.add("rejected \(reason.name)")
            case .unknown(let reason): digest.add("unknown \(reason.name)")
            case .cancelled(let reason): digest.add("cancelled \(reason.name)")
            case .expired: digest.add("expired")
            case .cancelRefused(let reason): digest.add("cancel refused \(reason.name)")
            case .filled(let quantity, let price, let fee):
                for amount in [quantity, price, fee] { digest.add(amount) }
            case .traded(let told):
                digest.add("traded \(told.side)")
                for amount in [told.quantity, told.price, told.fee] { digest.add(amount) }
            case .charged(let charge):
                digest.add("charged \(charge.kind.rawValue)")
                digest.add(charge.amount)
            }
        }
    }

    func faults(_ number: Int) throws -> [String] {
        for order in orders { sent[order.id] = Sent(order: order) }
        var faults = reports.reports.enumerated().flatMap { take($0.element, at: $0.offset) }
        faults += reports.reports.flatMap { takeOfAccount($0.event) }
        for order in orders where sent[order.id]?.answers != 1 {
            faults.append("answers an order other than once with accepted, rejected or unknown")
        }
        let account = try stage.account()
        if account.holdings.count != world.instruments {
            faults.append("has an account without a holding for each instrument")
        }
        return faults
    }

    /// What is told of the account, without an order.
    private func takeOfAccount(_ event: BrokerReport.Event) -> [String] {
        switch event {
        case .charged(let charge):
            let isKnown = charge.instrument.map { (0..<world.instruments).contains($0) } ?? true
            return isKnown ? [] : ["charges an instrument that is not in the universe"]
        case .traded(let told):
            return told.quantity > .zero && told.price > .zero
                ? [] : ["tells a trade of nothing, or at no price"]
        default: return []
        }
    }

    private func take(_ report: BrokerReport, at index: Int) -> [String] {
        // A stage that was built anew knows orders that this driver has not seen.
        guard var order = sent[report.order] else { return [] }
        defer { sent[report.order] = order }
        switch report.event {
        case .accepted: order.answers += 1
        case .rejected(let reason):
            (order.answers, order.isFinished) = (order.answers + 1, true)
            return undeclared(reason)
        case .unknown(let reason):
            order.answers += 1
            return undeclared(reason)
        case .cancelled(let reason):
            order.isFinished = true
            return undeclared(reason)
        case .expired: order.isFinished = true
        case .cancelRefused(let reason): return undeclared(reason)
        case .filled(let quantity, let price, _):
            order.filled = (try? order.filled.adding(quantity)) ?? .greatest
            if index >= settled { return ["fills an order in the cycle that caused it"] }
            if quantity <= .zero || price <= .zero { return ["fills nothing, or at no price"] }
            if order.filled > order.order.request.quantity { return ["fills more than was ordered"] }
            order.isFinished = order.filled == order.order.request.quantity
        case .charged, .traded: break
        }
        return []
    }

    private func undeclared(_ reason: Reason) -> [String] {
        reasons.contains(reason)
            ? [] : ["gives the reason '\(reason.name)', which its manifest does not list"]
    }

    func adopt(_ other: any StageDriver) {
        if let other = other as? BrokerDriver { sent = other.sent }
    }
}
