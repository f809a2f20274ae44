/// One system of ridge equations over borrowed memory.
struct RidgeSystem {
    let correlation: UnsafeBufferPointer<Double>
    let strengths: UnsafeBufferPointer<Double>
    let weights: UnsafeMutableBufferPointer<Double>
    let factors: ShiftedFactors

    private var count: Int { strengths.count }

    func solve(_ rule: RidgeWeighting, tolerance: Double) -> RidgeWeighting.Outcome {
        var taking = 0
        for member in 0..<count where !strengths[member].isNaN { taking += 1 }
        guard taking > 0 else {
            for member in 0..<count { weights[member] = 0 }
            return .equal
        }
        switch CorrelationShape(of: correlation, strengths: strengths, taking: taking) {
        case .correlation: break
        case .unknown:
            for member in 0..<count { weights[member] = strengths[member] / (1 + rule.lambda) }
            return normalise(rule, taking: taking) ? .uncorrelated : .equal
        case .impossible: return refuse()
        }
        guard let matrix = correlation.baseAddress, let values = strengths.baseAddress else {
            return refuse()
        }
        factors.fill(matrix, values)
        // S has no eigenvalue below -tolerance exactly if S + tolerance I has a Cholesky factor.
        let isDefinite = factors.factorise(adding: [tolerance, rule.lambda], least: [0, 1e-12])
        guard isDefinite.first else { return refuse() }
        guard isDefinite.second else {
            for member in 0..<count { weights[member] = strengths[member].isNaN ? 0 : 1 / Double(taking) }
            return .equal
        }
        factors.substitute(into: weights)
        return normalise(rule, taking: taking) ? .solved : .equal
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
