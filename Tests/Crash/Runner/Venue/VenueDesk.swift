import SluiceKit
import SluiceMarket

/// Takes orders and trades them: at random delays, in parts, at prices around a walk.
///
/// Time stands still between two requests: what has traded since the last one is made up, and is durable, before the
/// next is looked at. Nobody can tell the difference. It is used by one thread at a time.
final class VenueDesk {
    /// What the venue does with a name that it knows.
    enum Mode: String, CaseIterable, Sendable {
        /// Answers with the order that it has.
        case dropsDuplicates = "drops-duplicates"
        /// Makes another order, as a venue does that looks at no names: a resend would show.
        case acceptsDuplicates = "accepts-duplicates"
    }

    /// The fee of each trade.
    static let fee = Amount(units: 10_000_000_000) ?? .zero
    /// Of how many orders one is refused.
    static let refusals: UInt64 = 50

    private(set) var book = VenueBook()
    private let file: BookFile
    private let mode: Mode
    private var dice: Dice
    /// When each open order trades next, by its number.
    private var due: [Int: Timestamp] = [:]
    private var walk = 0.0

    /// Opens the venue's file, or begins one.
    init(path: String, mode: Mode, seed: UInt64, now: Timestamp) throws {
        let (file, events) = try BookFile.open(path)
        (self.file, self.mode) = (file, mode)
        dice = Dice(seed: seed, stage: "venue")
        for event in events { try book.apply(event) }
        for order in book.openOrders { due[order.number] = now + delay() }
    }

    /// Takes an order of a life of the trader; durable when this returns.
    func submit(_ terms: SubmitMessage, life: Int, at now: Timestamp) throws -> OrderMessage {
        try advance(to: now)
        if mode == .dropsDuplicates, let known = book.order(terms.client) {
            try take([.submitted(client: terms.client, life: life, order: nil)])
            return known
        }
        var order = OrderMessage(number: book.orders.count + 1, terms: terms)
        if terms.quantity <= .zero || dice.next() % Self.refusals == 0 { order.standing = .rejected }
        try take([.submitted(client: terms.client, life: life, order: order)])
        if order.standing == .open { due[order.number] = now + delay() }
        return order
    }

    /// Cancels what is left of an order; nil where there is none of that name.
    func cancel(_ client: String, at now: Timestamp) throws -> OrderMessage? {
        try advance(to: now)
        guard let order = book.order(client), order.standing == .open else { return book.order(client) }
        try take([.cancelled(order: order.number)])
        due[order.number] = nil
        return book.order(client)
    }

    /// Trades what was due.
    func advance(to now: Timestamp) throws {
        var events: [BookEvent] = []
        var count = book.fills.count
        while let (number, time) = due.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }), time <= now {
            let order = book.orders[number - 1]
            let price = price(of: order.terms.symbol)
            due[number] = time + delay()
            if let limit = order.terms.limit, order.terms.side == .buy ? price > limit : price < limit {
                continue
            }
            let quantity = part(of: order.remaining)
            count += 1
            let fill = FillMessage(
                sequence: count, order: number, client: order.terms.client, symbol: order.terms.symbol,
                side: order.terms.side, quantity: quantity, price: price, fee: Self.fee,
                time: time.nanoseconds)
            try book.apply(.traded(fill))
            events.append(.traded(fill))
            if quantity == order.remaining { due[number] = nil }
        }
        try file.append(events)
    }

    private func take(_ events: [BookEvent]) throws {
        try file.append(events)
        for event in events { try book.apply(event) }
    }

    /// From nothing to a fifth of a second.
    private func delay() -> Span { .microseconds(Int(dice.uniform() * 200_000)) }

    /// All of what is left, or whole units of it.
    private func part(of rest: Amount) -> Amount {
        guard dice.next() % 2 == 0,
            let part = Amount((rest.doubleValue * dice.uniform()).rounded(.down), rounding: .down),
            part > .zero
        else { return rest }
        return part
    }

    /// A price in cents, some basis points away from the one that the symbol always has.
    private func price(of symbol: String) -> Amount {
        walk = 0.98 * walk + 0.0002 * dice.normal()
        let cents = (LivePrices.base(of: symbol) * (1 + walk) * 100).rounded()
        return Amount(cents / 100, rounding: .halfEven) ?? Amount(1)
    }
}
