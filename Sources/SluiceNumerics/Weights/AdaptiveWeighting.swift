/// Weights members by how well they correlated with what then happened.
///
/// weight = max(0, mean of the member's last `recent` correlations), scaled to sum 1; equal weights where no member has a
/// mean above zero. A correlation that is not finite leaves no trace.
///
/// Worked number: means 0.0888 and 0.1111 weigh 0.4442 and 0.5558; -0.2 and 0.1 weigh 0 and 1.
public struct AdaptiveWeighting: Sendable {
    /// How many members there are.
    public let members: Int
    private var correlations: RollingMoments

    /// Refuses less than one group, member or correlation; each group, such as a horizon, has its own past.
    public init(groups: Int = 1, members: Int, recent: Int = 10) throws(InvalidParameter) {
        try require("groups", groups, in: 1...100_000)
        try require("members", members, in: 1...1_024)
        self.members = members
        correlations = try RollingMoments(series: groups * members, window: recent)
    }

    /// Takes a member's next correlation.
    public mutating func push(_ correlation: Double, group: Int = 0, member: Int) {
        correlations.push(correlation, series: group * members + member)
    }

    /// Writes the members' weights.
    public func weigh(group: Int = 0, into weights: inout MutableSpan<Double>) {
        for member in 0..<members {
            let mean = correlations.mean(group * members + member)
            weights[member] = mean > 0 ? mean : 0
        }
        weights.scaleToOne()
    }

    /// Everything that has to survive a restart.
    public var state: [Double] { correlations.state }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool { correlations.restore(state) }
}

extension MutableSpan<Double> {
    /// Scales weights that are not negative to sum 1, or makes them equal when their sum is not above zero and finite.
    mutating func scaleToOne() {
        var sum = 0.0
        for index in indices { sum += self[index] }
        let isUsable = sum > 0 && sum.isFinite
        for index in indices { self[index] = isUsable ? self[index] / sum : 1 / Double(count) }
    }
}
