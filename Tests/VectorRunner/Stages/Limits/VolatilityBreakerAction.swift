import SluiceNumerics

extension Adapter {
    static let volatilityBreaker = Adapter(
        "b23_volatility_breaker", constant: .parameter("periods_per_year")
    ) { vector in
        let parameters = vector.parameters
        var breaker = try VolatilityBreaker(
            window: parameters["window"].integer(), warn: parameters["warn"].double(),
            reduceOnly: parameters["reduce_only"].double(), kill: parameters["kill"].double(),
            periodsPerYear: parameters["periods_per_year"].double())
        for mark in try vector.input["marks"].doubles() { breaker.push(mark) }
        let volatility = breaker.volatility()
        return .object([
            "vol": volatility.isNaN ? .null : .number(volatility),
            "action": .text(breaker.action(for: volatility).rawValue),
        ])
    }
}
