import SluiceKit
import SluiceMarket

/// A venue with a book of its own, that outlives every process: what it has, it has.
struct SimulatedVenue {
    struct Order {
        let order: ApprovedOrder
        let taken: Timestamp
        var filled = Amount.zero
        var standing = VenueOrder.Standing.open
    }

    /// What it has to tell of an order.
    enum Event {
        case traded(VenueFill)
        case cancelled(ClientOrderID, at: Timestamp)
        case charged(Charge)
    }

    private(set) var orders: [ClientOrderID: Order] = [:]
    /// The names in the order in which they came.
    private(set) var names: [ClientOrderID] = []
    private var open: [ClientOrderID] = []
    private(set) var fills: [VenueFill] = []
    private(set) var charges: [Charge] = []
    private(set) var events: [Event] = []
    private(set) var cash = Amount(1_000_000)
    private(set) var holdings = Array(repeating: Amount.zero, count: SimulatedMarket.symbols.count)
    private(set) var submissions: [ClientOrderID: Int] = [:]
    private var dice: Dice
    private var chargeDice: Dice

    init(seed: UInt64) {
        dice = Dice(seed: seed, stage: "venue")
        chargeDice = Dice(seed: seed, stage: "charges")
    }

    var account: BrokerAccount {
        BrokerAccount(cash: Money(amount: cash, currency: .usd), holdings: holdings)
    }

    var openOrders: [VenueOrder] { open.compactMap { orders[$0].map(Self.told) } }

    mutating func take(_ order: ApprovedOrder, at now: Timestamp) {
        let name = order.clientID
        submissions[name, default: 0] += 1
        // It does not look whether it has had the name before.
        orders[name] = Order(order: order, taken: now)
        names.append(name)
        open.append(name)
    }

    /// Cancels what is left of an order; false when it is not open.
    mutating func cancel(_ name: ClientOrderID, at now: Timestamp) -> Bool {
        guard orders[name]?.standing == .open else { return false }
        orders[name]?.standing = .cancelled
        open.removeAll { $0 == name }
        events.append(.cancelled(name, at: now))
        return true
    }

    func lookUp(_ name: ClientOrderID) -> Order? { orders[name] }

    /// Lets the account pay or receive something for a holding now and then.
    mutating func charge(at now: Timestamp) throws {
        guard chargeDice.uniform() < 0.03 else { return }
        let index = Int(chargeDice.next() % UInt64(holdings.count))
        let amount = Amount(Int(chargeDice.next() % 9) - 6)
        cash = try cash.adding(amount)
        let charge = Charge(
            .text("c\(charges.count + 1)"), .funding, of: index, amount: amount, at: now)
        charges.append(charge)
        events.append(.charged(charge))
    }

    /// Trades with the market: most orders whole, some in part, some later.
    mutating func trade(_ market: SimulatedMarket, _ faults: inout FaultDice) throws {
        for name in open {
            guard let entry = orders[name] else { continue }
            let drawn = dice.uniform()
            let isPart = faults.chance(0.25)
            let request = entry.order.request
            defer { if request.timeInForce == .immediateOrCancel { _ = cancel(name, at: market.time) } }
            guard drawn < 0.8 || !faults.isActive else { continue }
            var quantity = try request.quantity.subtracting(entry.filled)
            if isPart, quantity > Amount(1) {
                quantity = max(
                    try quantity.divided(by: Amount(3), rounding: .down)
                        .rounded(toMultipleOf: Amount(1), rounding: .down), Amount(1))
                faults.count(.partialFill)
            }
            try fill(name, request, quantity, market)
        }
        open.removeAll { orders[$0]?.standing != .open }
    }

    private mutating func fill(
        _ name: ClientOrderID, _ request: OrderRequest, _ quantity: Amount, _ market: SimulatedMarket
    ) throws {
        let slip = 0.0005 * request.side.sign
        guard let price = Amount(market.bars[request.instrument].open * (1 + slip), rounding: .halfEven)
        else { return }
        let value = try price.multiplied(by: quantity, rounding: .halfEven)
        let fee = try value.divided(by: Amount(10_000), rounding: .halfEven)
        let filled = try (orders[name]?.filled ?? .zero).adding(quantity)
        orders[name]?.filled = filled
        if filled >= request.quantity { orders[name]?.standing = .filled }
        let held = holdings[request.instrument]
        let isBuy = request.side == .buy
        holdings[request.instrument] = try isBuy ? held.adding(quantity) : held.subtracting(quantity)
        cash = try (isBuy ? cash.subtracting(value) : cash.adding(value)).subtracting(fee)
        let fill = VenueFill(
            .text("f\(fills.count + 1)"), of: name, instrument: request.instrument, side: request.side,
            quantity: quantity, price: price, fee: fee, time: market.time)
        fills.append(fill)
        events.append(.traded(fill))
    }

    static func told(_ entry: Order) -> VenueOrder {
        let request = entry.order.request
        return VenueOrder(
            clientID: entry.order.clientID, venueID: "v\(entry.order.id.number)",
            instrument: request.instrument, side: request.side, quantity: request.quantity,
            filled: entry.filled, standing: entry.standing)
    }
}
