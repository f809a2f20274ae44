import SluiceKit
import SluiceMarket

/// The last trades of `broker.paper`, for a listing.
///
/// Every trade is told when it happens, and what is remembered is written in one commit with what was booked of it: so a
/// listing need not repeat those of before, and one that was pushed out by newer ones has been told.
struct PaperHistory {
    private var fills: [VenueFill] = []
    private let most: Int

    init(instruments: Int) {
        most = 4 * instruments + 256
        fills.reserveCapacity(2 * most)
    }

    mutating func add(_ fill: VenueFill) {
        if fills.count == 2 * most { fills.removeFirst(most) }
        fills.append(fill)
    }

    /// The trades behind a number, oldest first.
    func fills(after number: UInt64) -> [VenueFill] {
        fills.filter { fill in
            guard case .number(let own) = fill.fill else { return false }
            return own > number
        }
    }

    mutating func clear() { fills.removeAll(keepingCapacity: true) }
}
