/// Spearman's correlation: Pearson's of average ranks.
///
/// A pair with a side that is not finite is left out. Memory is taken once. Source: Spearman 1904; Kendall and Gibbons
/// 1990, section 3.8, for ties. Worked number: 1, 2, 3, 4, 5 against 2, 1, 4, 3, 5 is 0.8.
public struct RankCorrelation: Sendable {
    /// How many pairs there must be.
    public let minimum: Int
    private var ranks: AverageRanks
    // The complete pairs' left sides, their right sides, and the ranks of both.
    private var room: [Double]
    // How many pairs the last call had: a right side that comes again is not ranked again.
    private var ranked = 0

    /// Refuses a capacity outside 1 to 10 million and a minimum below 2.
    public init(capacity: Int, minimum: Int = 5) throws(InvalidParameter) {
        try require("minimum", minimum, in: 2...10_000_000)
        ranks = try AverageRanks(capacity: capacity)
        self.minimum = minimum
        room = [Double](repeating: 0, count: 4 * capacity)
    }

    /// From -1 to 1; 0 when a side never moves; NaN with fewer than `minimum` pairs.
    ///
    /// Sides of different length, or longer than the capacity, are a programming error.
    public mutating func correlation(_ x: Span<Double>, _ y: Span<Double>) -> Double {
        precondition(x.count == y.count, "every number has a partner")
        return x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in Self.correlation(x, y, minimum, &ranks, &room, &ranked) }
        }
    }

    private static func correlation(
        _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>, _ minimum: Int,
        _ ranks: inout AverageRanks, _ room: inout [Double], _ ranked: inout Int
    ) -> Double {
        let capacity = room.count / 4
        precondition(x.count <= capacity, "there is room for all pairs")
        return room.withUnsafeMutableBufferPointer { room in
            func part(_ number: Int, _ count: Int) -> UnsafeMutableBufferPointer<Double> {
                UnsafeMutableBufferPointer(rebasing: room[number * capacity..<number * capacity + count])
            }
            let (left, right) = (part(0, capacity), part(1, capacity))
            var (count, differs) = (0, 0)
            for index in 0..<x.count where x[index].isFinite && y[index].isFinite {
                left[count] = x[index]
                differs |= right[count] == y[index] ? 0 : 1
                right[count] = y[index]
                count += 1
            }
            guard count >= minimum else {
                ranked = 0
                return .nan
            }
            _ = ranks.rank(UnsafeBufferPointer(part(0, count)), into: part(2, count))
            if count != ranked || differs != 0 {
                _ = ranks.rank(UnsafeBufferPointer(part(1, count)), into: part(3, count))
            }
            ranked = count
            return pearson(part(2, count), part(3, count))
        }
    }

    /// Of ranks: sums of halves are exact, so that no shift is needed.
    private static func pearson(
        _ left: UnsafeMutableBufferPointer<Double>, _ right: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        var (squareX, squareY, product) = (0.0, 0.0, 0.0)
        for index in 0..<left.count {
            squareX += left[index] * left[index]
            squareY += right[index] * right[index]
            product += left[index] * right[index]
        }
        let number = Double(left.count)
        let centre = number * (number + 1) * (number + 1) / 4
        let scale = ((squareX - centre) * (squareY - centre)).squareRoot()
        return scale > 0 ? Swift.min(Swift.max((product - centre) / scale, -1), 1) : 0
    }
}
