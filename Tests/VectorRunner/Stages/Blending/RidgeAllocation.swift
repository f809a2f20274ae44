import SluiceNumerics

extension Adapter {
    static let ridgeAllocation = Adapter(
        "a11_ridge_weights", constant: .parameter("lambda")
    ) { vector in
        let alphas = try vector.input["z"].doubles()
        let covariance = try vector.input["covariance"].array().flatMap { try $0.doubles() }
        var weights = alphas
        var span = weights.mutableSpan
        var rule = try RidgeAllocation(
            lambda: vector.parameters["lambda"].double(), capacity: max(alphas.count, 1))
        guard rule.weigh(alphas.span, covariance: covariance.span, into: &span) else {
            throw VectorFault("singular")
        }
        return .numbers(weights)
    }
}
