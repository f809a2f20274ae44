/// What both sides of a book hold within a distance of their best prices.
///
/// The distance of a band is a part of the mid, measured from the best price of each side.
public struct BookDepth: Equatable, Sendable {
    /// The middle of the best prices.
    public let mid: Double
    /// The distance of the best prices.
    public let spread: Double
    /// What stands to be bought from, by band.
    public let bid: [Double]
    /// What stands to be sold to, by band.
    public let ask: [Double]

    /// Measures a book; nil when a side is empty: such a book has no mid, and its condition is critical.
    public init?(bids: BookSide, asks: BookSide, bands: [Double]) {
        guard !bids.prices.isEmpty, !asks.prices.isEmpty else { return nil }
        let mid = QuoteMath.mid(bid: bids.best, ask: asks.best)
        self.mid = mid
        spread = asks.best - bids.best
        bid = bands.map { bids.quantity(within: $0 * mid) }
        ask = bands.map { asks.quantity(within: $0 * mid) }
    }

    /// The spread in basis points of the mid.
    public var spreadBps: Double { spread / mid * 10_000 }

    /// The value of both sides within a band, at the mid.
    public func value(_ band: Int) -> Double { (bid[band] + ask[band]) * mid }
}
