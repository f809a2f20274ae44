import Glibc

/// What a model's sums become at the end.
enum OutputTransform: Hashable, Sendable {
    /// The sums themselves.
    case identity
    /// 1 / (1 + exp(-slope x)).
    case sigmoid(slope: Double)
    /// The sigmoid as two numbers: of the other class and of this one.
    case bothClasses
    /// A probability as two numbers: 1 - x, of the other class, and x.
    case complement
    /// exp(x - max) over the sum of these.
    case softmax
    /// exp(x).
    case exponential
    /// log(1 + exp(x)).
    case softplus
    /// x |x|, of models that were trained on square roots.
    case signedSquare
    /// 1 for what is above 0, else 0.
    case step
    /// The number of the largest sum, the first of equal ones.
    case largest
    /// Of two sums the first, and exp(2 x) of the second: a mean and a variance.
    case meanAndVariance
    /// The sigmoid in single precision, as XGBoost computes it.
    case singleSigmoid
    /// The softmax in single precision, its sum in double, as XGBoost computes it.
    case singleSoftmax
    /// exp(x) in single precision.
    case singleExponential

    /// How many numbers come of so many sums.
    func outputs(of sums: Int) -> Int {
        switch self {
        case .bothClasses, .complement: 2
        case .largest: 1
        default: sums
        }
    }

    /// Replaces sums by outputs, in place; there is room for two numbers where two come of one.
    func apply(_ values: UnsafeMutablePointer<Double>, count: Int) {
        switch self {
        case .identity: break
        case .sigmoid(let slope):
            for index in 0..<count { values[index] = 1 / (1 + exp(-slope * values[index])) }
        case .bothClasses:
            let sum = values[0]
            values[0] = 1 / (1 + exp(sum))
            values[1] = 1 / (1 + exp(-sum))
        case .complement:
            values[1] = values[0]
            values[0] = 1 - values[1]
        case .softmax:
            var most = -Double.infinity
            for index in 0..<count { most = max(most, values[index]) }
            var sum = 0.0
            for index in 0..<count {
                values[index] = exp(values[index] - most)
                sum += values[index]
            }
            for index in 0..<count { values[index] /= sum }
        case .exponential: for index in 0..<count { values[index] = exp(values[index]) }
        case .softplus: for index in 0..<count { values[index] = log1p(exp(values[index])) }
        case .signedSquare: for index in 0..<count { values[index] *= values[index].magnitude }
        case .step: for index in 0..<count { values[index] = values[index] > 0 ? 1 : 0 }
        case .largest:
            var best = 0
            for index in 1..<max(count, 1) where values[index] > values[best] { best = index }
            values[0] = Double(best)
        case .meanAndVariance: if count > 1 { values[1] = exp(2 * values[1]) }
        case .singleSigmoid, .singleSoftmax, .singleExponential: applySingle(values, count: count)
        }
    }

    private func applySingle(_ values: UnsafeMutablePointer<Double>, count: Int) {
        switch self {
        case .singleSigmoid:
            for index in 0..<count {
                // The bound keeps the power finite; the 1e-16 of XGBoost's source is lost beside 1.
                values[index] = Double(1 / (expf(min(Float(-values[index]), 88.7)) + 1))
            }
        case .singleSoftmax:
            var most = -Float.infinity
            for index in 0..<count { most = max(most, Float(values[index])) }
            var sum = 0.0
            for index in 0..<count {
                values[index] = Double(expf(Float(values[index]) - most))
                sum += values[index]
            }
            for index in 0..<count { values[index] = Double(Float(values[index]) / Float(sum)) }
        default: for index in 0..<count { values[index] = Double(expf(Float(values[index]))) }
        }
    }
}
