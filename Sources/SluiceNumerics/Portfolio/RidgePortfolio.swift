/// Weights that trade expected return against risk.
///
/// `ridge`: w = l (Sigma + l I)^-1 z, with l = lambda x mean variance: the larger lambda, the nearer w is to z itself.
/// `riskAversion`: w = Sigma^-1 mu / gamma, what maximises mu' w - gamma w' Sigma w / 2.
///
/// Sources: Hoerl and Kennard, Ridge regression (1970); Markowitz, Portfolio Selection (1952). Cost: n^3 / 6; no
/// allocation. Worked numbers: z = (1, 1), variances of 1 and 3 without correlation and lambda 0.5 give l = 1 and
/// w = (1/2, 1/4); mu = (0.01, 0.02), variances of 0.01 and 0.04 and gamma 2 give (0.5, 0.25).
public final class RidgePortfolio {
    /// What is solved for.
    public enum Form: Equatable, Sendable {
        /// Scores, with the penalty as a part of the mean variance.
        case ridge(lambda: Double)
        /// Expected returns, with the aversion to risk.
        case riskAversion(gamma: Double)
    }

    /// What is solved for.
    public let form: Form
    /// The most positions.
    public let capacity: Int
    private let system: SquareMatrix

    /// Refuses a capacity outside 1 to 4,096, and a lambda or gamma that is not above zero.
    public init(capacity: Int, form: Form) throws(InvalidParameter) {
        try require("capacity", capacity, in: 1...4096)
        switch form {
        case .ridge(let lambda): try require(positive: "lambda", lambda)
        case .riskAversion(let gamma): try require(positive: "gamma", gamma)
        }
        (self.form, self.capacity) = (form, capacity)
        system = SquareMatrix(capacity)
    }

    /// Replaces scores or expected returns by weights.
    ///
    /// Returns false, and then the weights are not to be used, when an input is not finite or the covariance is not
    /// positive definite. More positions than `capacity` are a programming error.
    public func solve(_ covariance: SquareMatrix, _ weights: inout MutableSpan<Double>) -> Bool {
        let count = weights.count
        precondition(count <= capacity && count <= covariance.stride)
        var trace = 0.0
        for row in 0..<count {
            system.row(row).update(from: covariance.row(row), count: row + 1)
            trace += system[row, row]
        }
        var factor = 1.0
        switch form {
        case .ridge(let lambda):
            factor = lambda * trace / Double(count)
            for row in 0..<count { system[row, row] += factor }
        case .riskAversion(let gamma): factor = 1 / gamma
        }
        guard CholeskyFactor.factor(system, count) else { return false }
        return weights.withUnsafeMutableBufferPointer { buffer in
            guard let values = buffer.baseAddress, !buffer.isEmpty else { return false }
            CholeskyFactor.solve(system, count, values)
            var isFinite = true
            for index in 0..<count {
                values[index] *= factor
                isFinite = isFinite && values[index].isFinite
            }
            return isFinite
        }
    }
}
