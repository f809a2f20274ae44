/// Weights of instruments from their standardised alphas and covariance, pulled toward the alphas themselves.
///
/// w = lambda (Sigma + lambda I)^-1 z: as lambda grows, w becomes z; as it vanishes, w leans to what diversifies.
///
/// Source: mean-variance weights with ridge shrinkage (Hoerl and Kennard 1970). Worked number: z = 1 and 1, variances 1
/// and 3 without covariance, lambda 1: 0.5 and 0.25.
public struct RidgeAllocation: Sendable {
    /// What is added to each variance.
    public let lambda: Double
    private var system: PositiveSystem

    /// Refuses a lambda that is negative or not finite, and a capacity outside 1 to 4,096.
    public init(lambda: Double, capacity: Int) throws(InvalidParameter) {
        try require(nonNegative: "lambda", lambda)
        self.lambda = lambda
        system = try PositiveSystem(capacity: capacity)
    }

    /// Writes the weights, which are signed and sum to nothing in particular; false, and all NaN, for a singular system.
    ///
    /// `covariance` is the full matrix, row by row.
    public mutating func weigh(
        _ alphas: Span<Double>, covariance: Span<Double>, into weights: inout MutableSpan<Double>
    ) -> Bool {
        precondition(weights.count == alphas.count)
        for index in alphas.indices { weights[index] = alphas[index] }
        let isSolved = system.solve(covariance, shift: lambda, into: &weights)
        for index in weights.indices { weights[index] = isSolved ? weights[index] * lambda : .nan }
        return isSolved
    }
}
