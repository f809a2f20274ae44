import SluiceKit
import SluiceMarket

/// The last trades of `broker.paper`, for a listing.
///
/// Every trade is told when it happens, and what is remembered is written in one commit with what was booked of it: so a
/// listing need not repeat those of before, and one that was pushed out by newer ones has been told.
struct PaperHistory {
    /// A trade of a number, without what paper never has: it is kept in place of another one with nothing to count.
    private struct Trade {
        let number: UInt64
        let clientID: ClientOrderID?
        let instrument: Int
        let side: Side
        let quantity: Amount
        let price: Amount
        let fee: Amount
        let time: Timestamp

        var told: VenueFill {
            VenueFill(
                .number(number), of: clientID, instrument: instrument, side: side, quantity: quantity,
                price: price, fee: fee, time: time)
        }
    }

    private var fills: [Trade] = []
    private let most: Int
    /// Where the oldest lies, whose place is next, once there are as many as are kept.
    private var oldest = 0

    init(instruments: Int) {
        most = 8 * instruments + 512
        fills.reserveCapacity(most)
    }

    /// Adds a trade of an order; of none where the venue made it by itself.
    mutating func add(
        _ number: UInt64, _ trade: PaperTrade, of clientID: ClientOrderID?, at time: Timestamp
    ) {
        let trade = Trade(
            number: number, clientID: clientID, instrument: trade.instrument, side: trade.side,
            quantity: trade.quantity, price: trade.price, fee: trade.fee, time: time)
        guard fills.count == most else { return fills.append(trade) }
        fills[oldest] = trade
        oldest = oldest + 1 == most ? 0 : oldest + 1
    }

    /// The trades behind a number, oldest first.
    func fills(after number: UInt64) -> [VenueFill] {
        (fills[oldest...] + fills[..<oldest]).filter { $0.number > number }.map(\.told)
    }

    mutating func clear() {
        fills.removeAll(keepingCapacity: true)
        oldest = 0
    }
}
