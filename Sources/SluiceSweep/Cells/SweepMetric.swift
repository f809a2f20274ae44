/// A figure that cells can be ranked by.
package enum SweepMetric: String, CaseIterable, Hashable, Sendable {
    case totalReturn = "total_return"
    case annualReturn = "annual_return"
    case annualVolatility = "annual_volatility"
    case sharpe
    case sortino
    case calmar
    case maxDrawdown = "max_drawdown"
    case annualTurnover = "annual_turnover"

    /// Whether a lower value is the better one.
    package var prefersLess: Bool {
        switch self {
        case .annualVolatility, .maxDrawdown, .annualTurnover: true
        case .totalReturn, .annualReturn, .sharpe, .sortino, .calmar: false
        }
    }

    /// What it is called in a table for people.
    package var title: String {
        switch self {
        case .totalReturn: "return"
        case .annualReturn: "return a year"
        case .annualVolatility: "volatility a year"
        case .sharpe: "Sharpe"
        case .sortino: "Sortino"
        case .calmar: "Calmar"
        case .maxDrawdown: "drawdown"
        case .annualTurnover: "turnover a year"
        }
    }

    /// Whether it is a share that people read in percent.
    package var isFraction: Bool {
        switch self {
        case .totalReturn, .annualReturn, .annualVolatility, .maxDrawdown: true
        case .sharpe, .sortino, .calmar, .annualTurnover: false
        }
    }

    /// Whether one value is better than another; NaN is better than none.
    package func isBetter(_ value: Double, than other: Double) -> Bool {
        guard !value.isNaN else { return false }
        return other.isNaN || (prefersLess ? value < other : value > other)
    }
}
