import Foundation
import SluiceNumerics

extension JSON {
    /// A number that is 0 in the vectors where there is none.
    fileprivate static func numberOrZero(_ value: Double) -> JSON { .number(value.isNaN ? 0 : value) }

    /// A date such as `2024-01-31` as days since 1970.
    fileprivate func days() throws -> Double {
        guard let date = try? Date(text() + "T00:00:00Z", strategy: .iso8601) else {
            throw VectorFault("\(compact) is no date")
        }
        return date.timeIntervalSince1970 / 86_400
    }
}

extension Adapter {
    static let performanceMetrics = Adapter(
        "performance_metrics", constant: .input("initial_cash")
    ) { vector in
        let dates = try vector.input["dates"].array()
        guard let first = dates.first, let last = dates.last else { throw VectorFault("no dates") }
        let equity = try vector.input["equity"].doubles()
        let performance = EquityPerformance(
            equity.span, initial: try vector.input["initial_cash"].double(),
            days: try last.days() - first.days(),
            ratios: try PerformanceRatios(
                periodsPerYear: vector.parameters["periods_per_year"].double(),
                riskFree: vector.parameters["risk_free"].double()))
        return .object([
            "annualized_return": .numberOrZero(performance.annualReturn),
            "calmar": .numberOrZero(performance.calmar),
            "final_value": .number(performance.finalValue),
            "max_drawdown": .number(performance.maxDrawdown),
            "sharpe": .numberOrZero(performance.sharpe),
            "total_return": .number(performance.totalReturn),
        ])
    }
}
