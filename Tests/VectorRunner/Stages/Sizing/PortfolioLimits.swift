import SluiceNumerics

extension Adapter {
    static let portfolioLimits = Adapter("a19_portfolio_limits", constant: .parameter("max_gross")) {
        vector in
        let limits = try BookLimits(
            ExposureLimits(
                maxPosition: vector.parameters["max_weight"].double(),
                maxGross: vector.parameters["max_gross"].double(),
                maxNet: vector.parameters["max_net"].double()))
        let weights = try vector.input["weights"].doubles()
        return .array(limits.broken(by: weights.span).map { .text($0.rawValue) })
    }
}
