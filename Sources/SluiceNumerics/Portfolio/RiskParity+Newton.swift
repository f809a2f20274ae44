/// Newton's method in the unknowns step / x, in which the system is x Sigma x + 1 whatever the scales of the positions.
///
/// With longs its eigenvalues lie between 1 and 2, and a common factor that shorts hedge adds a few large ones: both
/// are what conjugate gradients solve in few products. A step is solved as far as it is worth, and Cholesky's
/// decomposition takes over where they are slow. Sources: Nocedal and Wright, Numerical Optimization, 5.1 and 7.1;
/// Eisenstat and Walker, Choosing the forcing terms in an inexact Newton method (1996).
extension RiskParity {
    /// One step, from what `error` left; false when the system has no solution.
    func newton(
        _ covariance: SquareMatrix, _ x: UnsafeMutablePointer<Double>, _ count: Int, _ error: Double
    ) -> Bool {
        guard gradients(covariance, x, count, error) || direct(covariance, x, count) else { return false }
        var largest = 0.0
        for index in 0..<count { largest = Swift.max(largest, step[index].magnitude) }
        guard largest.isFinite else { return false }
        let length = largest > 0.3 ? self.length(count) : 1
        for index in 0..<count { x[index] *= 1 + length * step[index] }
        return true
    }

    /// A step by conjugate gradients, scaled by the diagonal, and what it leaves of the right-hand side in `residual`.
    ///
    /// False where many products do not suffice, or where the matrix proves not to be positive definite.
    private func gradients(
        _ covariance: SquareMatrix, _ x: UnsafeMutablePointer<Double>, _ count: Int, _ error: Double
    ) -> Bool {
        var size = 0.0
        for index in 0..<count {
            step[index] = 0
            residual[index] = lack[index]
            direction[index] = lack[index] / (1 + x[index] * x[index] * covariance[index, index])
            size += lack[index] * direction[index]
        }
        // Convergence stays quadratic, and the last step goes no further than it is asked to.
        let part = Swift.max(Swift.min(error, 0.1), 0.01 * Self.tolerance / error)
        let target = part * part * size
        // So many products take as long as a decomposition.
        var products = 10 + count / 6
        while size > target {
            guard products > 0, let next = descend(covariance, x, count, size) else { return false }
            (size, products) = (next, products - 1)
        }
        return size.isFinite
    }

    /// One step of the conjugate gradients; nil where the matrix is not positive definite.
    private func descend(
        _ covariance: SquareMatrix, _ x: UnsafeMutablePointer<Double>, _ count: Int, _ size: Double
    ) -> Double? {
        for index in 0..<count { scaled[index] = x[index] * direction[index] }
        covariance.product(scaled, into: image, count)
        var curvature = 0.0
        for index in 0..<count {
            image[index] = direction[index] + x[index] * image[index]
            curvature += direction[index] * image[index]
        }
        guard curvature > 0, curvature.isFinite else { return nil }
        let length = size / curvature
        var next = 0.0
        for index in 0..<count {
            step[index] += length * direction[index]
            residual[index] -= length * image[index]
            image[index] = residual[index] / (1 + x[index] * x[index] * covariance[index, index])
            next += residual[index] * image[index]
        }
        let part = next / size
        for index in 0..<count { direction[index] = image[index] + part * direction[index] }
        return next
    }

    /// A step by decomposition, which leaves nothing of the right-hand side; false for a matrix that has none.
    private func direct(
        _ covariance: SquareMatrix, _ x: UnsafeMutablePointer<Double>, _ count: Int
    ) -> Bool {
        for row in 0..<count {
            let (from, to) = (covariance.row(row), system.row(row))
            for column in 0...row { to[column] = x[row] * x[column] * from[column] }
            to[row] += 1
            (step[row], residual[row]) = (lack[row], 0)
        }
        guard CholeskyFactor.factor(system, count) else { return false }
        CholeskyFactor.solve(system, count, step)
        return true
    }

    /// How many steps to go, so that the slope along them has all but gone.
    ///
    /// Along t steps d the slope is d' x Sigma x (1 + t d) - sum of d_i / (1 + t d_i), which rises with t; no x reaches 0.
    private func length(_ count: Int) -> Double {
        var (start, rise, lowest) = (0.0, 0.0, 0.0)
        for index in 0..<count {
            start -= lack[index] * step[index]
            rise += step[index] * (lack[index] - residual[index] - step[index])
            lowest = Swift.min(lowest, step[index])
        }
        var (least, most) = (0.0, lowest < 0 ? -1 / lowest : .infinity)
        var length = Swift.min(1, 0.9 * most)
        for _ in 0..<30 {
            var (slope, curvature) = (start + length * rise, rise)
            for index in 0..<count {
                let part = step[index] / (1 + length * step[index])
                slope += step[index] - part
                curvature += part * part
            }
            if slope.magnitude <= 0.05 * start.magnitude { break }
            if slope > 0 { most = length } else { least = length }
            let next = length - slope / curvature
            if next > least, next < most {
                length = next
            } else {
                length = most.isFinite ? 0.5 * (least + most) : 2 * length
            }
        }
        return length
    }
}
