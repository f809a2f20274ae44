/// The lowest and the highest of a series between any two places, without walking all between them.
///
/// Blocks of 256 know their own extremes; a question costs at most 512 values and a 256th of the rest. Values that are not
/// finite are passed over. Worked number: 3, 1, 4, 1, 5 from place 2 to 4 has lowest 1 and highest 5.
public struct RangeExtremes: Sendable {
    private static let block = 256
    private let values: [Double]
    private var lows: [Double] = []
    private var highs: [Double] = []

    /// Walks the series once.
    public init(_ values: [Double]) {
        self.values = values
        for start in stride(from: 0, to: values.count, by: Self.block) {
            let ends = Self.walk(
                values, start..<Swift.min(start + Self.block, values.count), (.infinity, -.infinity))
            lows.append(ends.low)
            highs.append(ends.high)
        }
    }

    /// The extremes of a range of places, cut to those that exist; both NaN where no value is finite.
    public func callAsFunction(_ range: ClosedRange<Int>) -> (low: Double, high: Double) {
        let first = Swift.max(range.lowerBound, 0)
        let end = Swift.min(range.upperBound + 1, values.count)
        guard first < end else { return (.nan, .nan) }
        var ends = (low: Double.infinity, high: -Double.infinity)
        let inner = (first + Self.block - 1) / Self.block
        let outer = end / Self.block
        if inner < outer {
            ends = Self.walk(values, first..<inner * Self.block, ends)
            for place in inner..<outer {
                ends = (Swift.min(ends.low, lows[place]), Swift.max(ends.high, highs[place]))
            }
            ends = Self.walk(values, outer * Self.block..<end, ends)
        } else {
            ends = Self.walk(values, first..<end, ends)
        }
        return ends.low > ends.high ? (.nan, .nan) : ends
    }

    private static func walk(
        _ values: [Double], _ range: Range<Int>, _ ends: (low: Double, high: Double)
    ) -> (low: Double, high: Double) {
        var ends = ends
        for index in range where values[index].isFinite {
            ends = (Swift.min(ends.low, values[index]), Swift.max(ends.high, values[index]))
        }
        return ends
    }
}
