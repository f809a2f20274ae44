import Glibc

/// A book made up from a best price alone: levels a tick apart whose sizes shrink by a factor.
///
/// Level k from 0 on has the price best x (1 + k x tick / 10,000) for a buyer, with a minus for a seller, and the size
/// first x decay^k. It stands in where no book was recorded, for fills on paper; no guard may judge by it. Worked number:
/// 100 at 50 and half as much a level, a tick of 1 bp: 120 cost 100 x 50 + 20 x 50.005, on average 50.000833.
public struct DepthProfile: Equatable, Sendable {
    /// How many levels can be taken.
    public let levels: Int
    /// The distance of one level from the next, basis points of the best price.
    public let tickBps: Double
    /// The size of a level as a part of the one before.
    public let decay: Double

    /// Creates a profile.
    /// - Throws: `InvalidParameter` unless there is a level, every level's price is above zero, and the decay is above 0
    ///   and at most 10.
    public init(levels: Int, tickBps: Double, decay: Double) throws(InvalidParameter) {
        try require("levels", levels, in: 1...1_000_000)
        try require("tickBps", tickBps, in: 0...(9_999 / Double(levels)))
        try require("decay", decay, in: 1e-6...10)
        (self.levels, self.tickBps, self.decay) = (levels, tickBps, decay)
    }

    /// The price of a level; `sign` is 1 for what a buyer takes and -1 for a seller.
    public func price(ofLevel level: Int, best: Double, sign: Double) -> Double {
        best * (1 + sign * Double(level) * tickBps / 10_000)
    }

    /// What an order gets when it takes level after level, the best first, where `taken` has gone already.
    ///
    /// - Parameters:
    ///   - quantity: What it wants.
    ///   - best: The best price.
    ///   - sign: 1 for a buyer, -1 for a seller.
    ///   - first: The size of the best level; nothing fills unless it is above zero.
    ///   - taken: What others took before.
    ///   - limit: The worst price that will do, NaN for any.
    /// - Returns: How far it gets.
    public func walk(
        taking quantity: Double, from best: Double, sign: Double, first: Double, taken: Double = 0,
        limit: Double = .nan
    ) -> BookSide.Walk {
        var walk = BookSide.Walk(filled: 0, value: 0, worst: .nan, isComplete: quantity == 0)
        guard quantity > 0, best > 0, best.isFinite, first > 0, first.isFinite else { return walk }
        var (gone, size) = (max(taken, 0), first)
        for level in 0..<levels {
            let price = price(ofLevel: level, best: best, sign: sign)
            if sign * price > sign * limit { return walk }
            let left = size - gone
            gone = max(gone - size, 0)
            size *= decay
            guard left > 0 else { continue }
            if walk.take(left, at: price, of: quantity) { return walk }
        }
        return walk
    }

    /// What stands before an order that joins the book at a limit: the size of its level, 0 for one better than the best.
    ///
    /// `sign` is 1 for an order to buy, whose best is the bid, and -1 for one to sell.
    public func ahead(at limit: Double, best: Double, sign: Double, first: Double) -> Double {
        let away = sign * (best - limit) / best * 10_000
        guard away >= 0, first > 0, first.isFinite else { return 0 }
        guard tickBps > 0 else { return first }
        return first * pow(decay, (away / tickBps).rounded())
    }
}
