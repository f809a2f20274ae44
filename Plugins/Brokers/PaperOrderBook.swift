import SluiceKit
import SluiceMarket

/// The open orders of `broker.paper`, oldest first, and the cash of each currency that is promised to them.
final class PaperOrderBook {
    private var orders: [PaperOrder] = []
    /// What open orders want to buy and to sell, by instrument.
    private let buying: FixedRow<Amount>
    private let selling: FixedRow<Amount>
    /// The cash that is promised to open orders, by the place of the currency.
    let promised: FixedRow<Amount>
    /// The instruments that something was promised for since promises were last forgotten.
    private var counted: [Int] = []
    private let currencies: CurrencyTable

    init(instruments: Int, currencies: CurrencyTable = .single) {
        self.currencies = currencies
        promised = FixedRow(repeating: .zero, count: currencies.count)
        orders.reserveCapacity(4 * instruments + 16)
        counted.reserveCapacity(4 * instruments + 16)
        buying = FixedRow(repeating: .zero, count: instruments)
        selling = FixedRow(repeating: .zero, count: instruments)
    }

    /// How much of a quantity brings a holding toward zero when the orders that are open have traded.
    func closing(
        _ quantity: Amount, _ side: Side, of index: Int, _ book: PaperAccountBook
    ) throws(AmountOverflow) -> Amount {
        let left = try book.closable(side, of: index).subtracting(
            side == .buy ? buying[index] : selling[index])
        return min(quantity, max(left, .zero))
    }

    /// Promises to an order what its trade costs beyond what it frees; one that only reduces needs no promise.
    func promise(_ trade: PaperTrade, closing: Amount) throws(AmountOverflow) -> Amount {
        let promise = try Self.promise(of: trade, closing: closing)
        let place = currencies.place(of: trade.instrument)
        let sum = try promised[place].adding(promise)
        try count(trade.quantity, trade.side, of: trade.instrument)
        promised[place] = sum
        return promise
    }

    /// Adds an order with what it is promised.
    func add(_ order: PaperOrder) { orders.append(order) }

    /// An order that is open; nil for any other.
    func order(_ id: OrderID) -> PaperOrder? { orders.first { $0.id == id } }

    /// Every open order as a venue tells it, oldest first.
    var told: [VenueOrder] { orders.map(\.told) }

    /// Takes an order out; false when it is not open.
    func remove(_ id: OrderID) -> Bool {
        guard let index = orders.firstIndex(where: { $0.id == id }) else { return false }
        let order = orders.remove(at: index)
        guard !order.isReduceOnly else { return true }
        // What was added before can be taken off again.
        let place = currencies.place(of: order.instrument)
        promised[place] = (try? promised[place].subtracting(order.promise)) ?? promised[place]
        let left = { (sum: Amount) in (try? sum.subtracting(order.remaining)) ?? sum }
        if order.side == .buy {
            buying[order.instrument] = left(buying[order.instrument])
        } else {
            selling[order.instrument] = left(selling[order.instrument])
        }
        return true
    }

    /// Lets each order trade, oldest first; one for which `isLeft` is false is finished.
    func update(_ isLeft: (inout PaperOrder) -> Bool) {
        guard !orders.isEmpty else { return }
        var kept = 0
        for index in orders.indices where isLeft(&orders[index]) {
            if kept < index { orders[kept] = orders[index] }
            kept += 1
        }
        while orders.count > kept { orders.removeLast() }
    }

    /// Lets the quotes of a cycle count for the opens that its open orders wait for.
    func note(_ market: MarketFrame, _ pricing: PaperPricing) {
        for index in orders.indices { pricing.note(orders[index].instrument, market) }
    }

    /// Whether no order is open.
    var isEmpty: Bool { orders.isEmpty }

    /// Promises nothing to anyone.
    func forgetPromises() {
        guard !counted.isEmpty else { return }
        for place in promised.indices { promised[place] = .zero }
        for index in counted { (buying[index], selling[index]) = (.zero, .zero) }
        counted.empty()
    }

    /// Promises cash, of which none is promised yet, to all open orders at the present quotes; where that is too large to
    /// tell, as much as before.
    func promiseAnew(
        _ book: PaperAccountBook, _ pricing: PaperPricing, _ market: MarketFrame, feeRate: Amount
    ) {
        for index in orders.indices {
            var order = orders[index]
            guard !order.isReduceOnly else { continue }
            if order.limit == nil, !order.isAsleep,
                let price = pricing.quoted(order.side, order.remaining, of: order.instrument, market)
            {
                order.estimate = price
            }
            order.promise = (try? promise(of: order, book, feeRate: feeRate)) ?? order.promise
            let place = currencies.place(of: order.instrument)
            promised[place] = (try? promised[place].adding(order.promise)) ?? .greatest
            try? count(order.remaining, order.side, of: order.instrument)
            orders[index] = order
        }
    }

    private func promise(
        of order: PaperOrder, _ book: PaperAccountBook, feeRate: Amount
    ) throws(AmountOverflow) -> Amount {
        let trade = try PaperTrade(
            order.instrument, order.side, order.remaining, at: order.estimate, feeRate: feeRate)
        return try Self.promise(
            of: trade, closing: closing(order.remaining, order.side, of: order.instrument, book))
    }

    private func count(_ quantity: Amount, _ side: Side, of index: Int) throws(AmountOverflow) {
        counted.append(index)
        if side == .buy {
            buying[index] = try buying[index].adding(quantity)
        } else {
            selling[index] = try selling[index].adding(quantity)
        }
    }

    /// What a trade costs beyond what closing frees: nothing where it only closes.
    private static func promise(of trade: PaperTrade, closing: Amount) throws(AmountOverflow) -> Amount {
        let opening = try trade.quantity.subtracting(closing)
        guard opening > .zero else { return .zero }
        return try trade.value(of: opening).adding(trade.fee)
    }
}

extension PaperOrderBook {
    func remember(into memory: inout MemoryWriter) {
        memory.write(orders.count)
        for order in orders {
            order.remember(into: &memory)
            memory.write(order.promise)
        }
    }

    func recall(from memory: inout MemoryReader) throws {
        orders.empty()
        counted = Array(buying.indices)
        forgetPromises()
        for _ in 0..<max(try memory.int(), 0) {
            var order = try PaperOrder(from: &memory, instruments: buying.count)
            order.promise = try memory.amount()
            guard !order.isReduceOnly else {
                orders.append(order)
                continue
            }
            try count(order.remaining, order.side, of: order.instrument)
            let place = currencies.place(of: order.instrument)
            promised[place] = try promised[place].adding(order.promise)
            orders.append(order)
        }
    }
}
