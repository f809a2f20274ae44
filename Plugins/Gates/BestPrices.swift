import SluiceKit
import SluiceNumerics

/// The best prices of an instrument with what stands at them: all that is known of its book.
struct BestPrices {
    let bid: Double
    let ask: Double
    let bidSize: Double
    let askSize: Double
    let spreadBps: Double

    init(_ index: Int, _ market: MarketFrame) {
        (bid, ask) = (market.bid[index], market.ask[index])
        (bidSize, askSize) = (market.bidSize[index], market.askSize[index])
        spreadBps = market.spreadBps(index)
    }

    /// Whether both sides have a price and a size.
    var isKnown: Bool { spreadBps.isFinite && bidSize >= 0 && askSize >= 0 && value.isFinite }

    /// The midpoint.
    var mid: Double { QuoteMath.mid(bid: bid, ask: ask) }

    /// The value of both sides, at the midpoint.
    var value: Double { (bidSize + askSize) * mid }

    /// The value of the side that an order on a side of 1 or -1 takes from, at the midpoint.
    func value(takenBy side: Double) -> Double { size(takenBy: side) * mid }

    /// The quantity of the side that an order on a side of 1 or -1 takes from.
    func size(takenBy side: Double) -> Double { side > 0 ? askSize : bidSize }

    /// The liquidity score of a book that is nothing but its best prices; NaN when they are unknown.
    func score(_ rule: LiquidityScore) -> Double {
        rule.score(
            spreadBps: spreadBps, nearValue: value, farValue: value,
            imbalance: LiquidityScore.imbalance(bid: bidSize, ask: askSize))
    }
}
