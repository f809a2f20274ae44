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
    var solver: RidgeSolver
    // By member: its strength, and the same as far as it is established, else NaN.
    var known: [Double]
    var strengths: [Double]
    var stretch = RidgeStretch(members: 0)
    // One series' matrix, history lengths and weights, where many are weighed one by one.
    var matrix: [Double]
    var lengths: [Int]
    var single: [Double]

    /// Refuses a `start` below 1 and a capacity outside 1 to 1,024.
    public init(
        rule: RidgeWeighting, start: Int = 5, newcomers: Newcomers = .equalShare, capacity: Int = 32
    ) throws(InvalidParameter) {
        try require("start", start, in: 1...1_000_000)
        self.start = start
        self.newcomers = newcomers
        solver = try RidgeSolver(rule: rule, capacity: capacity)
        known = [Double](repeating: 0, count: capacity)
        strengths = known
        single = known
        matrix = [Double](repeating: 0, count: capacity * capacity)
        lengths = [Int](repeating: 0, count: capacity)
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
        know(informationCoefficients, costShares)
        return weigh(counts: counts, correlation: correlation, temperature: temperature, into: &weights)
    }

    /// Works out the members' strengths; false when one is absent.
    @discardableResult
    mutating func know(_ informationCoefficients: Span<Double>, _ costShares: Span<Double>) -> Bool {
        precondition(informationCoefficients.count <= known.count)
        var isWhole = true
        for member in informationCoefficients.indices {
            known[member] = solver.rule.strength(
                informationCoefficient: informationCoefficients[member], costShare: costShares[member])
            isWhole = isWhole && !known[member].isNaN
        }
        return isWhole
    }

    /// Weighs members whose strengths are known.
    mutating func weigh(
        counts: Span<Int>, correlation: Span<Double>, temperature: Temperature,
        into weights: inout MutableSpan<Double>
    ) -> RidgeWeighting.Outcome {
        let members = counts.count
        precondition(weights.count == members)
        var established = 0
        for member in 0..<members {
            let isEstablished = counts[member] >= start
            established += isEstablished ? 1 : 0
            strengths[member] = isEstablished ? known[member] : .nan
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
        share(established: established, counts: counts, among: &weights)
        return outcome
    }

    /// Scales the established to their share of the total and gives the new theirs.
    private func share(established: Int, counts: Span<Int>, among weights: inout MutableSpan<Double>) {
        let members = weights.count
        var sum = 0.0
        var isWhole = true
        for member in 0..<members {
            if strengths[member].isNaN { isWhole = false } else { sum += weights[member] }
        }
        if isWhole { return }
        let isShared = newcomers == .equalShare && established < members
        let total = isShared ? Double(established) / Double(members) : 1
        for member in 0..<members {
            let isNew = counts[member] < start
            weights[member] =
                strengths[member].isNaN
                ? (isNew && isShared ? 1 / Double(members) : 0)
                : weights[member] * (total / sum)
        }
    }
}
