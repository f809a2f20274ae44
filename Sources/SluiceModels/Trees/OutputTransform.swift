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

    /// How many numbers come of so many sums.
    func outputs(of sums: Int) -> Int { self == .bothClasses || self == .complement ? 2 : sums }

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
        }
    }
}
