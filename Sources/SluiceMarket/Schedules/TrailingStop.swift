/// A stop that follows the best price at a distance.
///
/// A long's stop is peak x (1 - distance) and is hit at or below it; a short's is trough x (1 + distance) and is hit at
/// or above. The best price begins with the first mark. Worked number: a long with 1% that was at 104.77 stops at
/// 103.7223.
public struct TrailingStop: Hashable, Sendable {
    /// The side of the exit: a sale ends a long.
    public let exitSide: Side
    /// The distance, a fraction of the best price.
    public let distance: Amount
    /// The best price since the first mark; nil before it.
    public private(set) var best: Amount?
    /// Where the stop is; nil before the first mark.
    public private(set) var stop: Amount?

    /// Creates a stop whose best price so far is known, or that has seen none; nil unless the distance is above 0 and
    /// below 1.
    public init?(exitSide: Side, distance: Amount, best: Amount? = nil) {
        guard distance > .zero, distance < Amount(1) else { return nil }
        (self.exitSide, self.distance, self.best) = (exitSide, distance, best)
        stop = best.flatMap { try? Self.level(best: $0, exitSide: exitSide, distance: distance) }
    }

    /// Takes a mark, moves the stop with it and says whether the mark hits it; a mark that is not above zero changes
    /// nothing and hits nothing.
    /// - Throws: When the stop is too large to tell.
    public mutating func mark(_ price: Amount) throws(AmountOverflow) -> Bool {
        guard price > .zero else { return false }
        let isLong = exitSide == .sell
        let best = self.best.map { isLong ? max($0, price) : min($0, price) } ?? price
        let level = try Self.level(best: best, exitSide: exitSide, distance: distance)
        (self.best, stop) = (best, level)
        return isLong ? price <= level : price >= level
    }

    /// Where the stop is for a best price.
    public static func level(
        best: Amount, exitSide: Side, distance: Amount
    ) throws(AmountOverflow) -> Amount {
        let room = exitSide == .sell ? distance.negated : distance
        return try best.multiplied(by: Amount(1).adding(room), rounding: .halfEven)
    }
}
