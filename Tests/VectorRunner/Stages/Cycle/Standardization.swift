import SluiceNumerics

extension Adapter {
    /// One series; the ancestor's warm-up gave out raw values and judged a value against a past that held it.
    static let standardization = Adapter("standardization", constant: .parameter("window")) { vector in
        let parameters = vector.parameters
        let rule = try Standardization(
            window: parameters["window"].integer(),
            minimum: parameters["min_count"].integer(),
            includesCurrent: true,
            clip: parameters["clip_min"].double()...parameters["clip_max"].double(),
            floor: parameters["std_floor"].double(),
            warmUp: .raw
        )
        var bank = try StandardizerBank(rule: rule, series: 1)
        let scores = try vector.input["raw_predictions"].doubles().map { bank.push($0, series: 0) }
        return .object(["standardized": .numbers(scores)])
    }
}
