import SluiceNumerics

extension Adapter {
    /// What the rule cannot know is null here.
    static let kellySizing = Adapter("b39_kelly_sizing", constant: .input("equity")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let rule = try KellyFraction(
            multiplier: parameters["kelly_multiplier"].double(),
            maxFraction: parameters["max_fraction"].double())
        let kelly = try rule.kelly(
            winRate: input["win_rate"].double(), meanWin: input["avg_win"].double(),
            meanLoss: input["avg_loss"].double())
        let fraction = rule.fraction(kelly: kelly)
        let notional = try rule.notional(
            fraction: fraction, equity: input["equity"].double(),
            minNotional: parameters["min_notional"].double())
        return .object([
            "kelly": kelly.isNaN ? .null : .number(kelly),
            "fraction": fraction.isNaN ? .null : .number(fraction),
            "notional": notional.isNaN ? .null : .number(notional),
        ])
    }
}
