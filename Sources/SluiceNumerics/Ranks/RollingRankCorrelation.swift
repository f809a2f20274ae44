/// Spearman's correlation of the last `window` pairs of many series, the same to the bit as `RankCorrelation`'s.
///
/// No window is sorted anew: a pair that enters, and the one that leaves for it, move each other rank by a comparison
/// with their own. Ranks are kept doubled, as whole numbers: 2 x (how many are less) + (how many are equal, itself
/// among them) + 1. So a pair costs a few steps for every pair in the window, without a jump among them. A pair with a
/// side that is not finite leaves no trace. Allocates when it is made and when a state is restored.
///
/// Source: Spearman 1904; Kendall and Gibbons 1990, section 3.8, for ties. Worked number: after 9 against 9, the pairs
/// 1, 2, 3, 4, 5 against 2, 1, 4, 3, 5 in a window of 5 are 0.8.
public struct RollingRankCorrelation: Sendable {
    /// How many series there are.
    public let series: Int
    /// How many pairs a series remembers.
    public let window: Int
    /// How many pairs there must be.
    public let minimum: Int
    // By series, then slot.
    private var left: [Double]
    private var right: [Double]
    // By series, then side, then slot: doubled ranks; 0 in a slot without a pair, and up to the stride.
    private var ranks: [Int16]
    private let stride: Int
    // The slot that a series writes next, and how many pairs it has ever taken.
    private var slots: [Int]
    private(set) var accepted: [Int]

    /// Refuses less than one series, a window outside 1 to 10,000, a minimum below 2, and more than 2^30 pairs.
    public init(series: Int, window: Int, minimum: Int = 5) throws(InvalidParameter) {
        try require("series", series, in: 1...10_000_000)
        try require("window", window, in: 1...10_000)
        try require("minimum", minimum, in: 2...10_000_000)
        try require("series x window", series * window, in: 1...(1 << 30))
        (self.series, self.window, self.minimum) = (series, window, minimum)
        // A whole number of the registers that ranks are moved in.
        stride = (window + 7) / 8 * 8
        left = [Double](repeating: 0, count: series * window)
        right = left
        ranks = [Int16](repeating: 0, count: 2 * series * stride)
        slots = [Int](repeating: 0, count: series)
        accepted = slots
    }

    /// How many pairs a series holds.
    public func count(_ index: Int) -> Int { Swift.min(accepted[index], window) }

    /// Takes a pair; false, and nothing changed, when a side is not finite.
    @discardableResult
    public mutating func push(_ x: Double, _ y: Double, series index: Int) -> Bool {
        precondition(index >= 0 && index < series, "pairs are of a series there is")
        guard x.isFinite, y.isFinite else { return false }
        let slot = slots[index]
        slots[index] = slot + 1 == window ? 0 : slot + 1
        accepted[index] += 1
        let (count, window, stride) = (count(index), window, stride)
        ranks.withUnsafeMutableBufferPointer { ranks in
            left.withUnsafeMutableBufferPointer { left in
                right.withUnsafeMutableBufferPointer { right in
                    guard let ranks = ranks.baseAddress, let left = left.baseAddress,
                        let right = right.baseAddress
                    else { return }
                    let first = ranks + 2 * index * stride
                    Self.replace(slot, x, left + index * window, count, first, stride)
                    Self.replace(slot, y, right + index * window, count, first + stride, stride)
                }
            }
        }
        return true
    }

    /// Moves the ranks of one side, whose `values` hold the new one in its slot already.
    @inline(__always)
    private static func replace(
        _ slot: Int, _ value: Double, _ values: UnsafeMutablePointer<Double>, _ count: Int,
        _ ranks: UnsafeMutablePointer<Int16>, _ stride: Int
    ) {
        values[slot] = value
        // Where the value falls among the others: above all that have less than this rank, beside those that have it.
        // Loops that come out as vectors: a jump at what chance decides would cost more than all else.
        var (less, notMore, other) = (0, 0, 0)
        while other < count {
            less &+= values[other] < value ? 1 : 0
            notMore &+= values[other] <= value ? 1 : 0
            other &+= 1
        }
        let entering = Int16(truncatingIfNeeded: less &+ notMore)
        // No rank is as high as that of a slot that was empty.
        let leaving = ranks[slot] == 0 ? Int16.max : ranks[slot]
        ranks[slot] = 0
        for other in 0..<stride {
            var rank = ranks[other]
            rank &-= (rank > leaving ? 1 : 0) &+ (rank >= leaving ? 1 : 0)
            rank &+= (rank > entering ? 1 : 0) &+ (rank >= entering ? 1 : 0)
            ranks[other] = rank
        }
        ranks[slot] = entering &+ 1
    }

    /// From -1 to 1; 0 when a side never moves; NaN with fewer than `minimum` pairs.
    public func correlation(_ index: Int) -> Double {
        let count = count(index)
        guard count >= minimum else { return .nan }
        let first = 2 * index * stride
        return ranks.withUnsafeBufferPointer { ranks in
            let x = UnsafeBufferPointer(rebasing: ranks[first..<first + stride])
            let y = UnsafeBufferPointer(rebasing: ranks[first + stride..<first + 2 * stride])
            // The sum of the squares of 2, 4 ... 2 x 512 is the largest there is, and less than 2^31.
            return count <= 512
                ? Self.correlation(x, y, count, Int32.self) : Self.correlation(x, y, count, Int.self)
        }
    }

    /// Pearson's of doubled ranks: whole numbers, so that nothing is rounded but the last steps.
    @inline(__always)
    private static func correlation<Sum: FixedWidthInteger>(
        _ x: UnsafeBufferPointer<Int16>, _ y: UnsafeBufferPointer<Int16>, _ count: Int, _: Sum.Type
    ) -> Double {
        var (squareX, squareY, product) = (Sum(0), Sum(0), Sum(0))
        for slot in 0..<x.count {
            let (left, right) = (Sum(truncatingIfNeeded: x[slot]), Sum(truncatingIfNeeded: y[slot]))
            squareX &+= left &* left
            squareY &+= right &* right
            product &+= left &* right
        }
        let number = Double(count)
        let centre = number * (number + 1) * (number + 1)
        let scale = ((Double(squareX) - centre) * (Double(squareY) - centre)).squareRoot()
        return scale > 0 ? Swift.min(Swift.max((Double(product) - centre) / scale, -1), 1) : 0
    }
}

extension RollingRankCorrelation {
    /// How many numbers `state` has.
    public var stateCount: Int { series * (1 + 2 * window) }

    /// Everything that has to survive a restart; later results are the same to the bit.
    public var state: [Double] { accepted.map(Double.init) + left + right }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == stateCount, state.allSatisfy(\.isFinite),
            var ranking = try? AverageRanks(capacity: window)
        else { return false }
        let counts = state[..<series].compactMap(Int.init(exactly:))
        guard counts.count == series, counts.allSatisfy({ $0 >= 0 && $0 < 1 << 53 }) else { return false }
        accepted = counts
        slots = counts.map { $0 % window }
        left = Array(state[series..<series * (1 + window)])
        right = Array(state[(series * (1 + window))...])
        for index in ranks.indices { ranks[index] = 0 }
        var room = [Double](repeating: 0, count: window)
        for index in 0..<series {
            rank(left, index, into: 2 * index * stride, by: &ranking, &room)
            rank(right, index, into: (2 * index + 1) * stride, by: &ranking, &room)
        }
        return true
    }

    /// Ranks one side of a series anew.
    private mutating func rank(
        _ values: [Double], _ index: Int, into first: Int, by ranking: inout AverageRanks,
        _ room: inout [Double]
    ) {
        let count = count(index)
        var target = room.mutableSpan
        let part = values[index * window..<index * window + count]
        part.withUnsafeBufferPointer { values in
            target.withUnsafeMutableBufferPointer { room in
                _ = ranking.rank(values, into: UnsafeMutableBufferPointer(rebasing: room[..<count]))
            }
        }
        for slot in 0..<count { ranks[first + slot] = Int16(2 * room[slot]) }
    }
}
