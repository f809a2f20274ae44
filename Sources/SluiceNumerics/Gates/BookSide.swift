/// One side of an order book: prices and quantities, best first.
///
/// A price or quantity that is not finite and above zero has no place in a book: what stands at and behind it is
/// not seen.
public struct BookSide: Equatable, Sendable {
    /// The price of each level, best first.
    public let prices: [Double]
    /// The quantity at each level.
    public let quantities: [Double]

    /// Takes the levels, best first, up to the first that is none; the shorter list decides how many.
    public init(prices: [Double], quantities: [Double]) {
        let good = zip(prices, quantities).prefix { price, quantity in
            price > 0 && quantity > 0 && price.isFinite && quantity.isFinite
        }
        self.prices = good.map(\.0)
        self.quantities = good.map(\.1)
    }

    /// The best price; NaN for an empty side.
    public var best: Double { prices.first ?? .nan }

    /// What stands within a distance of the best price, that distance included.
    public func quantity(within distance: Double) -> Double {
        var total = 0.0
        for (price, quantity) in zip(prices, quantities) where !exceeds((price - best).magnitude, distance) {
            total += quantity
        }
        return total
    }
}

extension BookSide {
    /// What an order gets when it takes level after level.
    ///
    /// Worked number: 12 taken from 10 at 100 and 5 at 101 trades at 1,202 / 12 = 100.1667 on average, which against a
    /// mid of 99.9 costs a buyer 26.69 bps.
    public func walk(taking quantity: Double) -> Walk {
        var walk = Walk(filled: 0, value: 0, worst: .nan, isComplete: quantity == 0)
        guard quantity > 0 else { return walk }
        for (price, available) in zip(prices, quantities) where walk.take(available, at: price, of: quantity)
        {
            return walk
        }
        return walk
    }

    /// How far an order got.
    public struct Walk: Equatable, Sendable {
        /// What was filled.
        public var filled: Double
        /// What it cost or brought.
        public var value: Double
        /// The worst price that was taken; NaN when none was.
        public var worst: Double
        /// Whether all of the order was filled.
        public var isComplete: Bool

        /// Fills in every field.
        public init(filled: Double, value: Double, worst: Double, isComplete: Bool) {
            self.filled = filled
            self.value = value
            self.worst = worst
            self.isComplete = isComplete
        }

        /// Takes what one more level has for an order of a quantity; true when that was all it still wanted.
        public mutating func take(_ available: Double, at price: Double, of quantity: Double) -> Bool {
            let left = quantity - filled
            worst = price
            guard fallsShort(available, of: left) else {
                value += left * price
                (filled, isComplete) = (quantity, true)
                return true
            }
            filled += available
            value += available * price
            return false
        }

        /// The average price; NaN when nothing was filled.
        public var averagePrice: Double { filled > 0 ? value / filled : .nan }

        /// What the average price loses against the mid, basis points: above zero is a cost.
        public func impactBps(mid: Double, isBuy: Bool) -> Double {
            (isBuy ? averagePrice - mid : mid - averagePrice) / mid * 10_000
        }
    }
}
