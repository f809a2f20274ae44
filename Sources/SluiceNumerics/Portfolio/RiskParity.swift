/// Weights with which every position contributes alike to the risk of a portfolio.
///
/// x_i (Sigma x)_i is the same for all i, x > 0. It is the only minimum of x' Sigma x / 2 - sum of ln x_i. Two sweeps
/// of cyclical coordinate descent, x_i = (-c + sqrt(c^2 + 4 Sigma_ii)) / (2 Sigma_ii) with c = (Sigma x)_i - Sigma_ii
/// x_i, come near it, and Newton's method ends there, its steps by conjugate gradients (see `RiskParity+Newton`). A
/// portfolio with shorts is made one of longs by turning the signs of Sigma's rows and columns.
///
/// Sources: Griveau-Billion, Richard and Roncalli, A fast algorithm for computing high-dimensional risk parity
/// portfolios (2013); Spinu, An algorithm for computing risk parity weights (2013). Cost: n^2 a sweep, half of it a
/// product; 10 products for longs and 30 to 80 among positions that hedge each other are usual; no allocation.
/// Worked number: volatilities of 10% and 20% without correlation give 2/3 and 1/3.
public final class RiskParity {
    /// How far the contributions may differ from their mean, as a part of it.
    public static let tolerance = 1e-10

    /// The most positions.
    public let capacity: Int
    let system: SquareMatrix
    // What the contributions lack of 1, a step and what it leaves of that, and the work of conjugate gradients.
    let lack, step, residual, direction, scaled, image: UnsafeMutablePointer<Double>

    private static let sweeps = 2
    private static let newtonSteps = 200

    /// Refuses a capacity outside 1 to 4,096.
    public init(capacity: Int) throws(InvalidParameter) {
        try require("capacity", capacity, in: 1...4096)
        self.capacity = capacity
        system = SquareMatrix(capacity)
        lack = .allocate(capacity: 6 * capacity)
        step = lack + capacity
        residual = step + capacity
        direction = residual + capacity
        scaled = direction + capacity
        image = scaled + capacity
    }

    deinit { lack.deallocate() }

    /// Replaces a first guess by the weights, which are above zero and sum to 1.
    ///
    /// A guess that is not above zero and finite is replaced by one over the volatility. Returns whether the
    /// contributions agree; false for a covariance that is not finite or not positive definite, and then the weights
    /// are not to be used. More positions than `capacity` are a programming error.
    public func solve(_ covariance: SquareMatrix, _ weights: inout MutableSpan<Double>) -> Bool {
        precondition(weights.count <= capacity && weights.count <= covariance.stride)
        return weights.withUnsafeMutableBufferPointer { buffer in
            guard let x = buffer.baseAddress, !buffer.isEmpty else { return false }
            return solve(covariance, x, buffer.count)
        }
    }

    private func solve(_ covariance: SquareMatrix, _ x: UnsafeMutablePointer<Double>, _ count: Int) -> Bool {
        guard fill(covariance, x, count), scale(covariance, x, count) else { return false }
        for _ in 0..<Self.sweeps where sweep(covariance, x, count) <= Self.tolerance / 4 { break }
        var remaining = Self.newtonSteps
        while true {
            let error = error(covariance, x, count)
            if error <= Self.tolerance { return normalize(x, count) }
            guard remaining > 0, newton(covariance, x, count, error) else { return false }
            remaining -= 1
        }
    }

    /// Replaces what is no guess by one over the volatility, at the level of the other guesses.
    private func fill(_ covariance: SquareMatrix, _ x: UnsafeMutablePointer<Double>, _ count: Int) -> Bool {
        var (level, guesses) = (0.0, 0)
        for index in 0..<count {
            let variance = covariance[index, index]
            guard variance > 0, variance.isFinite else { return false }
            guard x[index] > 0, x[index].isFinite else { continue }
            level += x[index] * variance.squareRoot()
            guesses += 1
        }
        level = guesses > 0 ? level / Double(guesses) : 1
        for index in 0..<count where !(x[index] > 0 && x[index].isFinite) {
            x[index] = level / covariance[index, index].squareRoot()
        }
        return true
    }

    /// Brings a guess to the size of the solution, at which x' Sigma x is the number of positions.
    private func scale(_ covariance: SquareMatrix, _ x: UnsafeMutablePointer<Double>, _ count: Int) -> Bool {
        let variance = covariance.quadratic(x, count)
        guard variance > 0, variance.isFinite else { return false }
        let factor = (Double(count) / variance).squareRoot()
        for index in 0..<count { x[index] *= factor }
        return true
    }

    /// Moves every weight to its minimum given the others; returns the largest relative change.
    private func sweep(_ covariance: SquareMatrix, _ x: UnsafeMutablePointer<Double>, _ count: Int) -> Double
    {
        var change = 0.0
        for index in 0..<count {
            let line = covariance.row(index)
            let (own, old) = (line[index], x[index])
            let others = dotProduct(line, x, count) - own * old
            let root = (others * others + 4 * own).squareRoot()
            // The form without cancellation, whatever the sign of what the others contribute.
            let new = others > 0 ? 2 / (others + root) : (root - others) / (2 * own)
            x[index] = new
            change = Swift.max(change, (new - old).magnitude / old)
        }
        return change
    }

    /// How far the contributions x_i (Sigma x)_i are at most from their mean, as a part of it; leaves in `lack` what
    /// they lack of 1.
    private func error(_ covariance: SquareMatrix, _ x: UnsafeMutablePointer<Double>, _ count: Int) -> Double
    {
        covariance.product(x, into: image, count)
        var sum = 0.0
        for index in 0..<count {
            lack[index] = 1 - x[index] * image[index]
            sum += lack[index]
        }
        let mean = sum / Double(count)
        guard mean < 1, mean.isFinite else { return .infinity }
        var error = 0.0
        for index in 0..<count { error = Swift.max(error, (lack[index] - mean).magnitude) }
        return error / (1 - mean)
    }

    private func normalize(_ x: UnsafeMutablePointer<Double>, _ count: Int) -> Bool {
        var sum = 0.0
        for index in 0..<count { sum += x[index] }
        guard sum > 0, sum.isFinite else { return false }
        for index in 0..<count { x[index] /= sum }
        return true
    }
}
