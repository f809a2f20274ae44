import SluiceKit
import SluiceMarket

/// The last trades of `broker.paper`, for a listing.
///
/// Every trade is told when it happens, and what is remembered is written in one commit with what was booked of it: so a
/// listing need not repeat those of before, and one that was pushed out by newer ones has been told.
struct PaperHistory {
    private var fills: [VenueFill] = []
    private let most: Int
    /// Where the oldest lies, whose place is next, once there are as many as are kept.
    private var oldest = 0

    init(instruments: Int) {
        most = 8 * instruments + 512
        fills.reserveCapacity(most)
    }

    mutating func add(_ fill: consuming VenueFill) {
        guard fills.count == most else { return fills.append(fill) }
        fills[oldest] = fill
        oldest = oldest + 1 == most ? 0 : oldest + 1
    }

    /// The trades behind a number, oldest first.
    func fills(after number: UInt64) -> [VenueFill] {
        (fills[oldest...] + fills[..<oldest]).filter { fill in
            guard case .number(let own) = fill.fill else { return false }
            return own > number
        }
    }

    mutating func clear() {
        fills.removeAll(keepingCapacity: true)
        oldest = 0
    }
}
