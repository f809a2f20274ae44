import SluiceNumerics

extension Adapter {
    /// `ewma_vol` begins at zero, `ewma_abs` averages magnitudes.
    static let ewmaVolatility = Adapter("a14_ewma_volatility", constant: .parameter("alpha")) { vector in
        let weight = try vector.parameters["alpha"].double()
        var volatility = try EWMAVolatility(
            series: 1, weight: weight, minutes: 1, start: .zero)
        var magnitude = try ExponentialAverage(series: 1, weight: weight)
        let returns = try vector.input["returns"].doubles()
        return .object([
            "ewma_vol": .numbers(returns.map { volatility.push($0, series: 0) }),
            "ewma_abs": .numbers(returns.map { magnitude.push($0.magnitude, series: 0) }),
        ])
    }
}
