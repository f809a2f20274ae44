internal import Glibc

/// Weights with which every position contributes alike to the risk of a portfolio.
///
/// x_i (Sigma x)_i is the same for all i, x > 0. It is the only minimum of x' Sigma x / 2 - sum of ln x_i, found by
/// cyclical coordinate descent, x_i = (-c + sqrt(c^2 + 4 Sigma_ii)) / (2 Sigma_ii) with c = (Sigma x)_i - Sigma_ii x_i;
/// where that is slow, as among positions that hedge each other, by Newton's method with damped steps. A portfolio
/// with shorts is made one of longs by turning the signs of Sigma's rows and columns.
///
/// Sources: Griveau-Billion, Richard and Roncalli, A fast algorithm for computing high-dimensional risk parity
/// portfolios (2013); Spinu, An algorithm for computing risk parity weights (2013). Cost: n^2 a sweep, n^3 / 6 a step
/// of Newton's; no allocation. Worked number: volatilities of 10% and 20% without correlation give 2/3 and 1/3.
public final class RiskParity {
    /// How far the contributions may differ from their mean, as a part of it.
    public static let tolerance = 1e-10

    /// The most positions.
    public let capacity: Int
    private let system: SquareMatrix
    private let marginal: UnsafeMutablePointer<Double>
    private let step: UnsafeMutablePointer<Double>

    private static let sweeps = 1_000
    private static let newtonSteps = 200

    /// Refuses a capacity outside 1 to 4,096.
    public init(capacity: Int) throws(InvalidParameter) {
        try require("capacity", capacity, in: 1...4096)
        self.capacity = capacity
        system = SquareMatrix(capacity)
        marginal = .allocate(capacity: capacity)
        step = .allocate(capacity: capacity)
    }

    deinit {
        marginal.deallocate()
        step.deallocate()
    }

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
        var (last, sweeps) = (Double.infinity, 0)
        while sweeps < Self.sweeps {
            let error = sweep(covariance, x, count)
            if error <= Self.tolerance / 4 { break }
            // A step of Newton's costs as much as n / 6 sweeps, and a few are always needed.
            guard error < last || last.isInfinite else { break }
            let left = last.isInfinite ? 0 : log(Self.tolerance / error) / log(error / last)
            guard left < Double(20 + count / 3) || sweeps < 5 else { break }
            (last, sweeps) = (error, sweeps + 1)
        }
        var remaining = Self.newtonSteps
        while error(covariance, x, count) > Self.tolerance {
            guard remaining > 0, newton(covariance, x, count) else { return false }
            remaining -= 1
        }
        return normalize(x, count)
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

    /// The largest |x_i (Sigma x)_i - 1|; leaves Sigma x in `marginal`.
    private func error(_ covariance: SquareMatrix, _ x: UnsafeMutablePointer<Double>, _ count: Int) -> Double
    {
        var error = 0.0
        for index in 0..<count {
            marginal[index] = dotProduct(covariance.row(index), x, count)
            let distance = (x[index] * marginal[index] - 1).magnitude
            guard distance.isFinite else { return .infinity }
            error = Swift.max(error, distance)
        }
        return error
    }

    /// One damped step, from the marginal risks that `error` left; false when the system has no solution.
    private func newton(_ covariance: SquareMatrix, _ x: UnsafeMutablePointer<Double>, _ count: Int) -> Bool {
        // In the unknowns step / x the system has the diagonal x Sigma x + 1, whatever the scales of the positions.
        for row in 0..<count {
            let (from, to) = (covariance.row(row), system.row(row))
            for column in 0...row { to[column] = x[row] * x[column] * from[column] }
            to[row] += 1
            step[row] = 1 - x[row] * marginal[row]
        }
        guard CholeskyFactor.factor(system, count) else { return false }
        CholeskyFactor.solve(system, count, step)
        var largest = 0.0
        for index in 0..<count { largest = Swift.max(largest, step[index].magnitude) }
        guard largest.isFinite else { return false }
        // A step of less than x in every direction stays positive and within the model's reach.
        let damping = largest > 0.5 ? 1 / (1 + largest) : 1
        for index in 0..<count { x[index] *= 1 + damping * step[index] }
        return true
    }

    private func normalize(_ x: UnsafeMutablePointer<Double>, _ count: Int) -> Bool {
        var sum = 0.0
        for index in 0..<count { sum += x[index] }
        guard sum > 0, sum.isFinite else { return false }
        for index in 0..<count { x[index] /= sum }
        return true
    }
}
