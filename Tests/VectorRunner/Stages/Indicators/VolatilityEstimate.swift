import SluiceNumerics

extension Adapter {
    /// A volatility a bar, made annual; the default stands in where there is none.
    static let volatilityEstimate = Adapter(
        "volatility_estimate", constant: .parameter("periods_per_year")
    ) { vector in
        var rolling = try RollingVolatility(
            series: 1, window: vector.parameters["window"].integer(), minimum: 2)
        for close in try vector.input["closes"].doubles() { rolling.push(close, series: 0) }
        let annual = try rolling.volatility(0) * vector.parameters["periods_per_year"].double().squareRoot()
        return .object([
            "volatility": .number(annual.isNaN ? try vector.parameters["default"].double() : annual)
        ])
    }
}
