/// Weighs a zoo of models by information net of costs, and by how little they repeat each other.
///
/// mu = ic - costPenalty x cost share, without a floor; w = (S + lambda I)^-1 mu, negative weights 0, scaled to sum 1,
/// equal when none is left; then a temperature. It differs from `RidgeBlend` in that a member whose costs eat its
/// information gets nothing.
///
/// Source: mean-variance weights on a correlation matrix with ridge shrinkage (Hoerl and Kennard 1970; Ledoit and Wolf
/// 2004). Worked number: coefficients 0.1, 0.05 and -0.01 without correlation weigh 2/3, 1/3 and 0.
public struct ZooWeighting: Sendable {
    /// How the equations are solved.
    public let rule: RidgeWeighting
    private var solver: RidgeSolver
    private var strengths: [Double]

    /// Refuses parameters that are negative or not finite, and a capacity outside 1 to 1,024 members.
    public init(lambda: Double = 0.15, costPenalty: Double = 0.5, capacity: Int) throws(InvalidParameter) {
        rule = try RidgeWeighting(lambda: lambda, costPenalty: costPenalty, minimumStrength: 0)
        solver = try RidgeSolver(rule: rule, capacity: capacity)
        strengths = [Double](repeating: 0, count: capacity)
    }

    /// Writes the weights, which sum to 1, or are NaN when the matrix cannot be a correlation matrix.
    ///
    /// `correlation` is the full matrix, row by row. A member whose coefficient is NaN takes no part.
    @discardableResult
    public mutating func weigh(
        correlation: Span<Double>, informationCoefficients: Span<Double>, costShares: Span<Double>,
        temperature: Temperature, into weights: inout MutableSpan<Double>
    ) -> RidgeWeighting.Outcome {
        let count = informationCoefficients.count
        for member in 0..<count {
            strengths[member] = informationCoefficients[member] - rule.costPenalty * costShares[member]
        }
        // Held apart: the solver is changed while it reads them.
        let net = strengths
        let outcome = solver.solve(
            correlation: correlation, strengths: net.span.extracting(0..<count), into: &weights)
        if outcome != .notCorrelation { temperature.apply(to: &weights) }
        return outcome
    }
}
