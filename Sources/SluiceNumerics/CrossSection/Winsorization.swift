/// Pulls the outermost numbers of a cross-section in to its bounds.
///
/// The bounds are two quantiles (a share `tail` and 1 - `tail`, each an order statistic of the cross-section: the least
/// number that at least that share lies at or below, counted from either end), or the median and so many median absolute
/// deviations to each side. Bounds that are numbers of the cross-section are found again once everything is within
/// them, so quantiles applied twice change nothing more.
///
/// A number that is not finite is absent and does not count. Source: Tukey 1962; Hampel 1974 for the deviation.
/// Worked number: 1, 2, 3, 4, 100 at a tail of 20% become 2, 2, 3, 4, 4; with 3 deviations (median 3, deviation 1,
/// times 1.4826) the 100 becomes 7.4478.
public struct Winsorization: CrossSectionRule, Sendable {
    /// How the bounds are found.
    public enum Bounds: Equatable, Sendable {
        /// This share is cut at each end, 0 to 0.5.
        case quantile(tail: Double)
        /// So many standard deviations around the median, each estimated as 1.4826 median absolute deviations.
        case deviations(Double)
    }

    /// How the bounds are found.
    public let bounds: Bounds
    /// How many numbers there must be; fewer are left as they are.
    public let minimum: Int
    private var sorted: SortedEntries
    private var distances: [Double]

    /// What a median absolute deviation is multiplied with to estimate a normal distribution's standard deviation.
    public static let deviationScale = 1.482602218505602

    /// Refuses a tail outside 0 to 0.5, a count of deviations that is not above zero, and a minimum below 1.
    public init(capacity: Int, bounds: Bounds, minimum: Int = 5) throws(InvalidParameter) {
        try require("capacity", capacity, in: 1...10_000_000)
        try require("minimum", minimum, in: 1...10_000_000)
        switch bounds {
        case .quantile(let tail): try require("tail", tail, in: 0...0.5)
        case .deviations(let count): try require(positive: "deviations", count)
        }
        (self.bounds, self.minimum) = (bounds, minimum)
        sorted = SortedEntries(capacity: capacity)
        distances = [Double](repeating: 0, count: capacity)
    }

    /// Pulls numbers in; returns how many there were.
    ///
    /// More numbers than the capacity, or results of another length, are a programming error. Costs a sort, and with
    /// deviations two.
    @discardableResult
    public mutating func apply(_ values: Span<Double>, into results: inout MutableSpan<Double>) -> Int {
        precondition(results.count == values.count, "every number has a place")
        let count = values.withUnsafeBufferPointer { sorted.sort($0) }
        guard count >= minimum, let range = range(values, count) else {
            for index in results.indices { results[index] = values[index].isFinite ? values[index] : .nan }
            return count
        }
        for index in results.indices {
            let value = values[index]
            let held = Swift.min(Swift.max(value, range.lowerBound), range.upperBound)
            results[index] = value.isFinite ? held : .nan
        }
        return count
    }

    private mutating func range(_ values: Span<Double>, _ count: Int) -> ClosedRange<Double>? {
        switch bounds {
        case .quantile(let tail):
            let cut = Int((tail * Double(count)).rounded(.down))
            // With half cut at each end the middle remains.
            let low = Swift.min(cut, (count - 1) / 2)
            return sorted.lend { $0[low].key...$0[count - 1 - low].key }
        case .deviations(let number):
            let centre = median(count)
            for index in values.indices { distances[index] = (values[index] - centre).magnitude }
            let length = values.count
            _ = distances.withUnsafeBufferPointer {
                sorted.sort(UnsafeBufferPointer(rebasing: $0[..<length]))
            }
            let reach = number * Self.deviationScale * median(count)
            // Where most numbers are equal the deviation is zero, and nothing says what is far.
            guard reach > 0, reach < .infinity else { return nil }
            return (centre - reach)...(centre + reach)
        }
    }

    private func median(_ count: Int) -> Double {
        sorted.lend { entries in
            let (low, high) = (entries[(count - 1) / 2].key, entries[count / 2].key)
            return low + (high - low) / 2
        }
    }
}
