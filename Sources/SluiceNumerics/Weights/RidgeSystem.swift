/// One system of ridge equations over borrowed memory.
struct RidgeSystem {
    let correlation: UnsafeBufferPointer<Double>
    let strengths: UnsafeBufferPointer<Double>
    let weights: UnsafeMutableBufferPointer<Double>
    let factor: UnsafeMutableBufferPointer<Double>
    let solution: UnsafeMutableBufferPointer<Double>

    private var count: Int { strengths.count }

    mutating func solve(_ rule: RidgeWeighting, tolerance: Double) -> RidgeWeighting.Outcome {
        var taking = 0
        for member in 0..<count where !strengths[member].isNaN { taking += 1 }
        guard taking > 0 else {
            for member in 0..<count { weights[member] = 0 }
            return .equal
        }
        switch shape() {
        case .correlation: break
        case .unknown:
            for member in 0..<count { weights[member] = strengths[member] / (1 + rule.lambda) }
            return normalise(rule, taking: taking) ? .uncorrelated : .equal
        case .impossible: return refuse()
        }
        // S has no eigenvalue below -tolerance exactly if S + tolerance I has a Cholesky factor.
        guard factorise(adding: tolerance) else { return refuse() }
        guard factorise(adding: rule.lambda, least: 1e-12) else {
            for member in 0..<count { weights[member] = strengths[member].isNaN ? 0 : 1 / Double(taking) }
            return .equal
        }
        substitute()
        return normalise(rule, taking: taking) ? .solved : .equal
    }

    private enum Shape {
        case correlation
        case unknown
        case impossible
    }

    /// What the matrix is before its eigenvalues are looked at: absent entries excuse everything else.
    private func shape() -> Shape {
        guard correlation.count == count * count else { return .unknown }
        var isPossible = true
        for row in 0..<count where !strengths[row].isNaN {
            for column in 0..<row where !strengths[column].isNaN {
                let (below, above) = (correlation[row * count + column], correlation[column * count + row])
                if below.isNaN || above.isNaN { return .unknown }
                isPossible =
                    isPossible && (below - above).magnitude <= 1e-9 && below.magnitude <= 1 + 1e-9
            }
            let diagonal = correlation[row * count + row]
            if diagonal.isNaN { return .unknown }
            isPossible = isPossible && (diagonal - 1).magnitude <= 1e-9
        }
        return isPossible ? .correlation : .impossible
    }

    /// Cholesky's factor of S + shift I, below the diagonal, the diagonal as its reciprocal; false when there is none.
    ///
    /// A member that takes no part is cut loose: its row is that of the identity.
    private func factorise(adding shift: Double, least: Double = 0) -> Bool {
        let count = count
        for column in 0..<count {
            var pivot = 1 + shift
            for k in 0..<column { pivot -= factor[column * count + k] * factor[column * count + k] }
            guard pivot > least else { return false }
            let reciprocal = 1 / pivot.squareRoot()
            factor[column * count + column] = reciprocal
            let isCut = strengths[column].isNaN
            for row in (column + 1)..<Swift.max(column + 1, count) {
                var value = isCut || strengths[row].isNaN ? 0 : correlation[row * count + column]
                for k in 0..<column { value -= factor[row * count + k] * factor[column * count + k] }
                factor[row * count + column] = value * reciprocal
            }
        }
        return true
    }

    /// Forward and back substitution of the strengths into the weights.
    private func substitute() {
        let count = count
        for row in 0..<count {
            var value = strengths[row].isNaN ? 0 : strengths[row]
            for k in 0..<row { value -= factor[row * count + k] * solution[k] }
            solution[row] = value * factor[row * count + row]
        }
        for row in stride(from: count - 1, through: 0, by: -1) {
            var value = solution[row]
            for k in (row + 1)..<Swift.max(row + 1, count) { value -= factor[k * count + row] * weights[k] }
            weights[row] = value * factor[row * count + row]
        }
    }

    /// Clips, drops and scales to sum 1; false when nothing was left and the weights are equal instead.
    private func normalise(_ rule: RidgeWeighting, taking: Int) -> Bool {
        var sum = 0.0
        for member in 0..<count {
            let weight = weights[member]
            let kept = weight > 0 && weight >= rule.minimumRawWeight ? weight : 0
            weights[member] = kept
            sum += kept
        }
        guard sum > 0, sum.isFinite else {
            for member in 0..<count { weights[member] = strengths[member].isNaN ? 0 : 1 / Double(taking) }
            return false
        }
        for member in 0..<count { weights[member] /= sum }
        return true
    }

    private func refuse() -> RidgeWeighting.Outcome {
        for member in 0..<count { weights[member] = .nan }
        return .notCorrelation
    }
}
