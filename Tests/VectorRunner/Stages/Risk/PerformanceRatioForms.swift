import SluiceNumerics

extension Adapter {
    static let performanceRatios = Adapter(
        "b27_performance_ratios", constant: .parameter("periods_per_year")
    ) { vector in
        let returns = try vector.input["returns"].doubles()
        let equity = try vector.input["equity"].doubles()
        let ratios = try PerformanceRatios(
            periodsPerYear: vector.parameters["periods_per_year"].double(),
            riskFree: vector.parameters["risk_free"].double())
        let fall = DeepestFall(equity.span)
        return .object([
            "sharpe": .numberOrNull(ratios.sharpe(returns.span)),
            "sortino": .numberOrNull(ratios.sortino(returns.span)),
            "max_drawdown": .number(fall.fraction), "peak": .integer(fall.peak),
            "trough": .integer(fall.trough),
        ])
    }
}

extension JSON {
    /// A number that is null in the vectors where there is none.
    static func numberOrNull(_ value: Double) -> JSON { value.isNaN ? .null : .number(value) }
}
