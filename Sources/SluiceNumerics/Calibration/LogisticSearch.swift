internal import Glibc

/// Newton's method for the slope and intercept of a logistic curve, by the likelihood of targets from 0 to 1.
struct LogisticSearch {
    let scores: [Double]
    let targets: [Double]
    var slope = 0.0
    var intercept: Double

    mutating func run() {
        var value = loss(slope, intercept)
        for _ in 0..<100 {
            guard let (alongSlope, alongIntercept, descent) = direction() else { return }
            var step = 1.0
            while true {
                let (tried, other) = (slope + step * alongSlope, intercept + step * alongIntercept)
                let found = loss(tried, other)
                // What is lost in rounding is allowed, or the last steps would not be taken.
                if found <= value + 1e-4 * step * descent + 1e-14 * value {
                    (slope, intercept, value) = (tried, other, found)
                    break
                }
                step /= 2
                if step < 1e-10 { return }
            }
        }
    }

    /// Newton's direction and the slope of the loss along it; nil where the loss is flat.
    private func direction() -> (slope: Double, intercept: Double, descent: Double)? {
        // A ridge keeps the system solvable where all scores are equal.
        var (hessA, hessB, hessAB) = (1e-12, 1e-12, 0.0)
        var (gradA, gradB) = (0.0, 0.0)
        for (score, target) in zip(scores, targets) {
            let chance = PlattScaling.logistic(slope * score + intercept)
            let spread = chance * (1 - chance)
            hessA += score * score * spread
            hessB += spread
            hessAB += score * spread
            gradA += score * (chance - target)
            gradB += chance - target
        }
        guard gradA.magnitude > 1e-12 || gradB.magnitude > 1e-12 else { return nil }
        let determinant = hessA * hessB - hessAB * hessAB
        guard determinant > 0 else { return nil }
        let alongA = -(hessB * gradA - hessAB * gradB) / determinant
        let alongB = -(hessA * gradB - hessAB * gradA) / determinant
        return (alongA, alongB, gradA * alongA + gradB * alongB)
    }

    /// The negative log-likelihood, written so that nothing overflows.
    private func loss(_ slope: Double, _ intercept: Double) -> Double {
        var sum = 0.0
        for (score, target) in zip(scores, targets) {
            let odds = slope * score + intercept
            sum +=
                odds >= 0
                ? (1 - target) * odds + log1p(exp(-odds)) : -target * odds + log1p(exp(odds))
        }
        return sum
    }
}
