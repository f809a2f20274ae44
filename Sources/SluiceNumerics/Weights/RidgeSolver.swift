/// Solves for ridge weights again and again without allocating.
///
/// Cost: about n^3 / 6 multiplications a solve, in pairs, by Cholesky's decomposition written out by hand, which for so
/// few members is faster than any library call.
public struct RidgeSolver: Sendable {
    /// The rule.
    public let rule: RidgeWeighting
    /// The most members a system may have.
    public let capacity: Int
    private var factors: [SIMD2<Double>]

    // An eigenvalue of a true correlation matrix is below zero only by rounding, which is far less than this.
    private static let tolerance = 1e-8

    /// Refuses a capacity outside 1 to 1,024.
    public init(rule: RidgeWeighting, capacity: Int = 32) throws(InvalidParameter) {
        try require("capacity", capacity, in: 1...1024)
        self.rule = rule
        self.capacity = capacity
        factors = [SIMD2<Double>](repeating: .zero, count: ShiftedFactors.room(capacity))
    }

    /// Writes the weights of `strengths.count` members; they are not negative and sum to 1.
    ///
    /// `correlation` is the full matrix, row by row. A member whose strength is NaN takes no part and has weight 0;
    /// when none takes part all weights are 0. More members than `capacity`, or a `weights` of another length, is a
    /// programming error.
    @discardableResult
    public mutating func solve(
        correlation: Span<Double>, strengths: Span<Double>, into weights: inout MutableSpan<Double>
    ) -> RidgeWeighting.Outcome {
        precondition(strengths.count <= capacity && weights.count == strengths.count)
        return correlation.withUnsafeBufferPointer { correlation in
            strengths.withUnsafeBufferPointer { strengths in
                weights.withUnsafeMutableBufferPointer { weights in
                    solve(correlation: correlation, strengths: strengths, weights: weights)
                }
            }
        }
    }

    private mutating func solve(
        correlation: UnsafeBufferPointer<Double>,
        strengths: UnsafeBufferPointer<Double>,
        weights: UnsafeMutableBufferPointer<Double>
    ) -> RidgeWeighting.Outcome {
        let rule = rule
        return factors.withUnsafeMutableBufferPointer { factors in
            guard let cells = factors.baseAddress else { return .equal }
            let system = RidgeSystem(
                correlation: correlation, strengths: strengths, weights: weights,
                factors: ShiftedFactors(cells: cells, count: strengths.count))
            return system.solve(rule, tolerance: Self.tolerance)
        }
    }
}
