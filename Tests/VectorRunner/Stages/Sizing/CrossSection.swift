import SluiceNumerics

extension Adapter {
    static let crossSection = Adapter("a10_volscale_standardize", constant: .parameter("z_max")) { vector in
        let rule = try CrossSection(zMax: vector.parameters["z_max"].double(), mode: .zscore)
        let scores = try zip(vector.input["alpha"].doubles(), vector.input["vol"].doubles()).map {
            rule.score(alpha: $0, volatility: $1)
        }
        var standardized = scores
        var span = standardized.mutableSpan
        rule.standardize(&span)
        return .object(["z": .numbers(scores), "standardized": .numbers(standardized)])
    }
}
