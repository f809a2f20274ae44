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
    private var scale = 1.0

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

    /// Factors the covariances of the first `count` positions, to be solved for any number of times.
    ///
    /// Returns false when they are not finite or not positive definite. More positions than `capacity` are a
    /// programming error.
    public func factor(_ covariance: SquareMatrix, _ count: Int) -> Bool {
        precondition(count <= capacity && count <= covariance.stride)
        var trace = 0.0
        for row in 0..<count {
            system.row(row).update(from: covariance.row(row), count: row + 1)
            trace += system[row, row]
        }
        switch form {
        case .ridge(let lambda):
            scale = count > 0 ? lambda * trace / Double(count) : 0
            for row in 0..<count { system[row, row] += scale }
        case .riskAversion(let gamma): scale = 1 / gamma
        }
        return CholeskyFactor.factor(system, count)
    }

    /// Replaces scores or expected returns by weights, with the covariances that were factored last.
    ///
    /// Returns false, and then the weights are not to be used, when one is not finite.
    public func solve(_ weights: inout MutableSpan<Double>) -> Bool {
        weights.withUnsafeMutableBufferPointer { buffer in
            guard let values = buffer.baseAddress else { return true }
            CholeskyFactor.solve(system, buffer.count, values)
            var isFinite = true
            for index in 0..<buffer.count {
                values[index] *= scale
                isFinite = isFinite && values[index].isFinite
            }
            return isFinite
        }
    }
}
