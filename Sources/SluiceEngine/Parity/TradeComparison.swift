import SluiceJournal
import SluiceKit
import SluiceMarket

/// Holds the orders and trades of a backtest against those that a ledger has, by the names of the orders.
struct TradeComparison {
    private let recorded: RecordedTrades
    private let symbols: [String]
    private let orders: [ClientOrderID: LedgerOrder]
    /// The trades of each order in their order; those of nobody's order by their symbol.
    private let fills: [Key: [LedgerFill]]
    private var seen: Set<ClientOrderID> = []
    private var traded: [Key: Int] = [:]
    private var nextOrder = 0
    private var nextFill = 0
    private var passed: [Key: Int] = [:]

    private enum Key: Hashable {
        case order(ClientOrderID)
        case symbol(String)
    }

    init(_ recorded: RecordedTrades, symbols: [String]) {
        (self.recorded, self.symbols) = (recorded, symbols)
        orders = Dictionary(recorded.orders.map { ($0.intent.clientID, $0) }, uniquingKeysWith: { $1 })
        fills = Dictionary(grouping: recorded.fills, by: Self.key)
    }

    private static func key(_ fill: LedgerFill) -> Key {
        fill.clientID.map(Key.order) ?? .symbol(fill.symbol)
    }

    /// Takes what was before a moment as compared, with the trades of then that orders from before have.
    /// - Returns: How many orders nobody has seen.
    mutating func skip(before moment: Timestamp) -> Int {
        var unseen = 0
        while nextOrder < recorded.orders.count, recorded.orders[nextOrder].intent.time < moment {
            if !seen.contains(recorded.orders[nextOrder].intent.clientID) { unseen += 1 }
            nextOrder += 1
        }
        while nextFill < recorded.fills.count, recorded.fills[nextFill].time <= moment {
            let order = recorded.fills[nextFill].clientID.flatMap { orders[$0] }
            if let order, order.intent.time >= moment { break }
            let key = Self.key(recorded.fills[nextFill])
            passed[key, default: 0] += 1
            traded[key] = max(traded[key] ?? 0, passed[key] ?? 0)
            nextFill += 1
        }
        return unseen
    }

    /// The number of the last order before a moment; 0 where there is none.
    func lastOrder(before moment: Timestamp) -> UInt64 {
        recorded.orders.last { $0.intent.time < moment }?.intent.number ?? recorded.lastOrder
    }

    /// Whether an order was withdrawn before it left.
    func isWithdrawn(_ order: ApprovedOrder) -> Bool { recorded.withdrawn.contains(order.clientID) }

    /// What an order that was sent differs in; nil for nothing.
    mutating func difference(ofSent order: ApprovedOrder) -> String? {
        let (request, name) = (order.request, order.clientID)
        seen.insert(name)
        guard let known = orders[name] else {
            return "\(text(request)) is sent now, and was not"
        }
        let before = known.intent.request
        guard !Self.isSame(before, request) else { return nil }
        return "recorded \(text(before)), now \(text(request))"
    }

    private static func isSame(_ first: OrderRequest, _ second: OrderRequest) -> Bool {
        first.instrument == second.instrument && first.side == second.side
            && first.quantity == second.quantity && first.pricing == second.pricing
            && first.timeInForce == second.timeInForce && first.isPostOnly == second.isPostOnly
            && first.isReduceOnly == second.isReduceOnly
    }

    /// What a trade differs in; nil for nothing.
    ///
    /// `name` is that of its order, where it is one of ours.
    mutating func difference(ofFill fill: Fill, of name: ClientOrderID?) -> String? {
        let key = name.map(Key.order) ?? .symbol(symbols[fill.instrument])
        let place = traded[key] ?? 0
        traded[key] = place + 1
        guard let all = fills[key], place < all.count else { return "\(text(fill)) trades now, and did not" }
        let before = all[place]
        let isSame =
            before.side == fill.side && before.quantity == fill.quantity && before.price == fill.price
            && before.fee == fill.fee && before.time == fill.time
        return isSame ? nil : "recorded \(Self.text(before)), now \(text(fill))"
    }

    /// The orders and trades up to a moment that are recorded and did not come.
    mutating func missing(upTo moment: Timestamp) -> (orders: [String], fills: [String], withdrawn: [String])
    {
        var found: (orders: [String], fills: [String], withdrawn: [String]) = ([], [], [])
        while nextOrder < recorded.orders.count, recorded.orders[nextOrder].intent.time <= moment {
            let intent = recorded.orders[nextOrder].intent
            nextOrder += 1
            guard !seen.contains(intent.clientID) else { continue }
            if recorded.withdrawn.contains(intent.clientID) {
                found.withdrawn.append(text(intent.request))
            } else {
                found.orders.append("\(text(intent.request)) was sent, and is not now")
            }
        }
        while nextFill < recorded.fills.count, recorded.fills[nextFill].time <= moment {
            let fill = recorded.fills[nextFill]
            nextFill += 1
            let key = Self.key(fill)
            passed[key, default: 0] += 1
            guard (traded[key] ?? 0) < (passed[key] ?? 0) else { continue }
            traded[key] = passed[key]
            found.fills.append("\(Self.text(fill)) traded, and does not now")
        }
        return found
    }

    private func text(_ request: OrderRequest) -> String {
        let symbol = symbols.indices.contains(request.instrument) ? symbols[request.instrument] : "?"
        let price = [
            request.pricing.trigger.map { " stop \($0)" }, request.pricing.limit.map { " limit \($0)" },
        ].compactMap { $0 }.joined()
        return "\(request.side.rawValue) \(request.quantity) \(symbol)\(price.isEmpty ? " at market" : price)"
    }

    private func text(_ fill: Fill) -> String {
        "\(fill.side.rawValue) \(fill.quantity) \(symbols[fill.instrument]) at \(fill.price), fee \(fill.fee), \(fill.time.iso8601)"
    }

    private static func text(_ fill: LedgerFill) -> String {
        "\(fill.side.rawValue) \(fill.quantity) \(fill.symbol) at \(fill.price), fee \(fill.fee), \(fill.time.iso8601)"
    }
}
