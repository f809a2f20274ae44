/// A sample in ascending order, for what depends on ranks.
///
/// Values that are not finite are left out. Worked number: 1, 2, 3, 4 have the 5% quantile 1.15 and the median 2.5.
public struct SortedSample: Equatable, Sendable {
    /// The values, smallest first.
    public let values: [Double]

    /// Copies and sorts.
    public init(_ sample: Span<Double>) {
        var finite: [Double] = []
        finite.reserveCapacity(sample.count)
        for index in sample.indices where sample[index].isFinite { finite.append(sample[index]) }
        values = finite.sorted()
    }

    /// The value below which a share of the sample lies, between neighbours by a straight line (type 7 of Hyndman and
    /// Fan 1996, which numpy takes); NaN without a value or for a share outside 0 to 1.
    public func quantile(_ share: Double) -> Double {
        guard !values.isEmpty, (0...1).contains(share) else { return .nan }
        let place = share * Double(values.count - 1)
        let below = Int(place)
        guard below + 1 < values.count else { return values[values.count - 1] }
        return values[below] + (place - Double(below)) * (values[below + 1] - values[below])
    }

    /// The mean of the smallest values, a share of the sample: at least one, `(n - 1) * share` rounded down and one more.
    public func meanOfSmallest(_ share: Double) -> Double {
        guard !values.isEmpty, (0...1).contains(share) else { return .nan }
        let count = Int(Double(values.count - 1) * share) + 1
        var sum = 0.0
        for index in 0..<count { sum += values[index] }
        return sum / Double(count)
    }
}
