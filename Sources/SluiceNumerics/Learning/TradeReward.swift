/// What a trade earned in basis points of its entry, costs counted once.
///
/// gross = side x (exit - entry) / entry. Prices of fills hold spread and slippage already, so that only fees come off:
/// either those that were paid, or where nothing was booked an assumed cost; never both. NaN where a price is absent or
/// not above zero.
///
/// Worked number: bought at 100 and sold at 101, 100 units, fees of 2: gross 100, cost 2, net 98 basis points.
public struct TradeReward: Equatable, Sendable {
    /// What the price gave, basis points.
    public let grossBps: Double
    /// What it cost, basis points.
    public let costBps: Double

    /// What is left, basis points.
    public var netBps: Double { grossBps - costBps }
    /// What the opposite trade at the same cost would have left, basis points.
    public var oppositeNetBps: Double { -grossBps - costBps }

    /// A trade with an assumed cost; `side` is 1 for one that was bought and -1 for one that was sold.
    public init(entry: Double, exit: Double, side: Double, assumedCostBps cost: Double) {
        let isKnown = entry > 0 && exit > 0 && entry.isFinite && exit.isFinite
        grossBps = isKnown ? side * (exit - entry) / entry * 10_000 : .nan
        costBps = cost
    }

    /// A trade of a quantity with the fees that were paid, in the currency of the prices.
    public init(entry: Double, exit: Double, side: Double, quantity: Double, fees: Double) {
        self.init(
            entry: entry, exit: exit, side: side,
            assumedCostBps: fees / (entry * quantity.magnitude) * 10_000)
    }
}
