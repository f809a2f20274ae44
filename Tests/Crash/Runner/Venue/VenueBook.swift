import SluiceMarket

/// Something that happened at the venue, as a line of its file.
enum BookEvent: Codable, Hashable {
    /// A submission came in during a life of the trader; nil where it made no order.
    case submitted(client: String, life: Int, order: OrderMessage?)
    /// What was left of an order was cancelled.
    case cancelled(order: Int)
    /// Some of an order traded.
    case traded(FillMessage)
}

/// What a venue has: a fold over its events and nothing else, so that reading its file again gives the same.
struct VenueBook: Hashable {
    static let startingCash = Amount(100_000)

    private(set) var orders: [OrderMessage] = []
    private(set) var fills: [FillMessage] = []
    private(set) var account = AccountMessage(cash: startingCash, holdings: [:])
    /// How often each name came in.
    private(set) var submissions: [String: Int] = [:]
    /// How many submissions each life of the trader made.
    private(set) var lives: [Int: Int] = [:]
    private var numbers: [String: Int] = [:]
    private(set) var openNumbers: Set<Int> = []

    /// The first order of a name.
    func order(_ client: String) -> OrderMessage? { numbers[client].map { orders[$0 - 1] } }

    /// The orders that may still trade, oldest first.
    var openOrders: [OrderMessage] { openNumbers.sorted().map { orders[$0 - 1] } }

    /// Takes an event.
    /// - Throws: Where an amount overflows.
    mutating func apply(_ event: BookEvent) throws(AmountOverflow) {
        switch event {
        case .submitted(let client, let life, let order):
            submissions[client, default: 0] += 1
            lives[life, default: 0] += 1
            guard let order else { return }
            orders.append(order)
            if numbers[client] == nil { numbers[client] = order.number }
            if order.standing == .open { openNumbers.insert(order.number) }
        case .cancelled(let number):
            orders[number - 1].standing = .cancelled
            openNumbers.remove(number)
        case .traded(let fill): try trade(fill)
        }
    }

    private mutating func trade(_ fill: FillMessage) throws(AmountOverflow) {
        let index = fill.order - 1
        orders[index].filled = try orders[index].filled.adding(fill.quantity)
        if orders[index].remaining.isZero {
            orders[index].standing = .filled
            openNumbers.remove(fill.order)
        }
        let value = try fill.quantity.multiplied(by: fill.price, rounding: .halfEven)
        let held = account.holdings[fill.symbol] ?? .zero
        let isBuy = fill.side == .buy
        let paid = try isBuy ? account.cash.subtracting(value) : account.cash.adding(value)
        account.cash = try paid.subtracting(fill.fee)
        account.holdings[fill.symbol] =
            try isBuy ? held.adding(fill.quantity) : held.subtracting(fill.quantity)
        fills.append(fill)
    }

    /// All of the account, with the trades behind a place.
    func listing(after place: Int) -> ListingMessage {
        ListingMessage(
            openOrders: openOrders, fills: Array(fills.dropFirst(max(place, 0))), account: account,
            last: fills.count)
    }
}
