/// The weights of a blend's members: ridge over those with a history, temperature, and a share for the new.
///
/// A member is new until its history holds `start` values. When all are new the weights are equal. Otherwise ridge
/// and temperature decide among the established, and each new one has 1 / n of the total until it is established:
/// it would be ignored if it had to wait for a correlation, and trusted too much if it began with a full weight.
///
/// Worked number: A with eight values and B with one are weighted 0.5 and 0.5.
public struct RidgeBlend: Sendable {
    /// What a member without enough history gets.
    public enum Newcomers: String, Sendable, CaseIterable {
        /// An equal share of the total.
        case equalShare = "equal_share"
        /// Nothing, as long as another member is established.
        case ignored
    }

    /// How many values make a history.
    public let start: Int
    /// What a member without enough history gets.
    public let newcomers: Newcomers
    private var solver: RidgeSolver
    private var strengths: [Double]
    private var isEstablished: [Bool]

    /// Refuses a `start` below 1 and a capacity outside 1 to 1,024.
    public init(
        rule: RidgeWeighting, start: Int = 5, newcomers: Newcomers = .equalShare, capacity: Int = 32
    ) throws(InvalidParameter) {
        try require("start", start, in: 1...1_000_000)
        self.start = start
        self.newcomers = newcomers
        solver = try RidgeSolver(rule: rule, capacity: capacity)
        strengths = [Double](repeating: 0, count: capacity)
        isEstablished = [Bool](repeating: false, count: capacity)
    }

    /// Writes the weights of `counts.count` members; they sum to 1, or are NaN when the matrix is impossible.
    ///
    /// `counts` are the lengths of the members' histories, `informationCoefficients` and `costShares` as in
    /// `RidgeWeighting`, `correlation` the full matrix of all members row by row. More members than the capacity is a
    /// programming error.
    @discardableResult
    public mutating func weigh(
        counts: Span<Int>, correlation: Span<Double>, informationCoefficients: Span<Double>,
        costShares: Span<Double>, temperature: Temperature, into weights: inout MutableSpan<Double>
    ) -> RidgeWeighting.Outcome {
        let members = counts.count
        precondition(members <= strengths.count && weights.count == members)
        var established = 0
        for member in 0..<members {
            isEstablished[member] = counts[member] >= start
            established += isEstablished[member] ? 1 : 0
            strengths[member] =
                isEstablished[member]
                ? solver.rule.strength(
                    informationCoefficient: informationCoefficients[member], costShare: costShares[member])
                : .nan
        }
        guard established > 0 else {
            for member in 0..<members { weights[member] = 1 / Double(members) }
            return .equal
        }
        let ready = strengths
        let outcome = solver.solve(
            correlation: correlation, strengths: ready.span.extracting(0..<members), into: &weights)
        guard outcome != .notCorrelation else { return outcome }
        temperature.apply(to: &weights)
        share(established: established, among: &weights)
        return outcome
    }

    /// Scales the established to their share of the total and gives the new theirs.
    private func share(established: Int, among weights: inout MutableSpan<Double>) {
        let members = weights.count
        var sum = 0.0
        for member in 0..<members where !strengths[member].isNaN { sum += weights[member] }
        let isShared = newcomers == .equalShare && established < members
        let total = isShared ? Double(established) / Double(members) : 1
        for member in 0..<members {
            let isNew = !isEstablished[member]
            weights[member] =
                strengths[member].isNaN
                ? (isNew && newcomers == .equalShare ? 1 / Double(members) : 0)
                : weights[member] * (total / sum)
        }
    }
}
