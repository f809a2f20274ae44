/// Takes out of a cross-section what a group has in common: each number less its group's mean.
///
/// Standardised, the rest is divided by the group's standard deviation (of the population); a group whose numbers are
/// all equal gives 0. A number that is not finite is absent and does not count, and so is one of no group (-1). A group
/// with fewer than `minimum` numbers is absent: one number less itself says nothing.
///
/// Source: Grinold and Kahn, chapter 12. Worked number: 1, 3 and 10, 20 in two groups become -1, 1 and -5, 5;
/// standardised -1, 1 and -1, 1.
public struct GroupNeutralization: CrossSectionRule, Sendable {
    /// How many numbers a group must have.
    public let minimum: Int
    /// Whether what is left is divided by the group's standard deviation.
    public let standardizes: Bool
    private let groups: [Int]
    private var counts: [Double]
    private var means: [Double]
    private var scales: [Double]

    /// Refuses a minimum below 1; `groups` has the number of each instrument's group from 0, or -1 for none.
    public init(
        groups: [Int], minimum: Int = 2, standardizes: Bool = false
    ) throws(InvalidParameter) {
        try require("minimum", minimum, in: 1...10_000_000)
        for group in groups { try require("group", group, in: -1...10_000_000) }
        (self.groups, self.minimum, self.standardizes) = (groups, minimum, standardizes)
        counts = [Double](repeating: 0, count: (groups.max() ?? -1) + 2)
        (means, scales) = (counts, counts)
    }

    /// Writes what is left of each number, NaN for one that is absent.
    ///
    /// Columns of another length than the groups are a programming error. Costs three walks.
    @discardableResult
    public mutating func apply(_ values: Span<Double>, into results: inout MutableSpan<Double>) -> Int {
        precondition(values.count == groups.count && results.count == groups.count)
        for group in counts.indices { (counts[group], means[group], scales[group]) = (0, 0, 0) }
        for index in groups.indices where groups[index] >= 0 && values[index].isFinite {
            let group = groups[index]
            counts[group] += 1
            // Updated with each number, so that large ones cannot overflow a sum.
            means[group] += (values[index] - means[group]) / counts[group]
        }
        for index in groups.indices where groups[index] >= 0 && values[index].isFinite {
            let distance = values[index] - means[groups[index]]
            scales[groups[index]] += distance * distance
        }
        for group in counts.indices {
            let deviation = (scales[group] / counts[group]).squareRoot()
            let floor = 1e-12 * means[group].magnitude
            scales[group] = !standardizes ? 1 : deviation > floor ? 1 / deviation : 0
            if counts[group] < Double(minimum) { scales[group] = .nan }
        }
        var count = 0
        for index in groups.indices {
            let group = groups[index]
            count += values[index].isFinite ? 1 : 0
            let left =
                group < 0 || !values[index].isFinite ? .nan : (values[index] - means[group]) * scales[group]
            results[index] = left.isFinite ? left : .nan
        }
        return count
    }
}
