import SluiceNumerics

extension Adapter {
    /// What a case leaves out stands for the values its file names: gate 1, weight 0, volatility 0.01, price 100.
    static let sizePortfolio = Adapter("size_portfolio", constant: .parameter("gross_target")) { vector in
        let input = vector.input
        let position = try PositionSizing(vector.parameters)
        let rule = try PortfolioSizing(
            position: position, gross: GrossScaling(limit: vector.parameters["gross_target"].double()))
        let names = try input["alphas"].keys()
        let current = try input["current_weights"].doubles(names, absent: 0)
        let alphas = try input["alphas"].doubles(names)
        let volatilities = try input["volatilities"].doubles(names, absent: 0.01)
        let gates = try input["gate_values"].doubles(names, absent: 1)
        let prices = try input["prices"].doubles(names, absent: 100)
        var targets = [Double](repeating: .nan, count: names.count)
        var span = targets.mutableSpan
        rule.size(
            alpha: alphas.span, volatility: volatilities.span, gate: gates.span, current: current.span,
            into: &span)
        let value = try input["portfolio_value"].double()
        var results: [String: JSON] = [:]
        for (index, name) in names.enumerated() {
            let sizing = position.sizing(
                target: targets[index], current: current[index], portfolioValue: value, price: prices[index])
            results[name] = .object([
                "shares": sizing.wholeShares,
                "side": .text(sizing.side),
                "target_weight": .number(sizing.targetWeight),
                "trade_weight": .number(sizing.tradeWeight),
            ])
        }
        return .object(results)
    }
}
