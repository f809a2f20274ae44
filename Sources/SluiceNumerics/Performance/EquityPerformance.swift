internal import Glibc

/// What an equity curve came to: its return, its risk, and the one for the other.
///
/// annualised = (1 + total)^(365.25 / days) - 1; Calmar = annualised / deepest fall (Young 1991). Worked number: from
/// 100,000 over 90,000 to 110,000 in 365.25 days: total and annualised 10%, deepest fall 10%, Calmar 1.
public struct EquityPerformance: Equatable, Sendable {
    /// The last value.
    public let finalValue: Double
    /// The whole return as a fraction of what it began with.
    public let totalReturn: Double
    /// The return of a year, a fraction; NaN when no day has passed.
    public let annualReturn: Double
    /// The deepest fall from a peak, a fraction.
    public let maxDrawdown: Double
    /// The Sharpe ratio of the returns from value to value; NaN where there is none.
    public let sharpe: Double
    /// The Sortino ratio of the returns from value to value; NaN where there is none.
    public let sortino: Double
    /// The annual return for each unit of deepest fall; NaN when the curve never fell.
    public let calmar: Double

    /// Looks at a curve of equal periods that began with `initial` and took so many days from first to last value.
    ///
    /// All NaN for an empty curve. Allocates one array of returns.
    public init(_ equity: Span<Double>, initial: Double, days: Double, ratios: PerformanceRatios) {
        finalValue = equity.isEmpty ? .nan : equity[equity.count - 1]
        totalReturn = initial > 0 ? (finalValue - initial) / initial : .nan
        annualReturn = Self.annual(totalReturn, days: days)
        maxDrawdown = DeepestFall(equity).fraction
        var returns: [Double] = []
        returns.reserveCapacity(equity.count)
        for index in 1..<Swift.max(equity.count, 1) { returns.append(equity[index] / equity[index - 1] - 1) }
        sharpe = ratios.sharpe(returns.span)
        sortino = ratios.sortino(returns.span)
        calmar = maxDrawdown > 0 ? annualReturn / maxDrawdown : .nan
    }

    /// A return over some days as one of a year; -1 when everything was lost, NaN when no day has passed.
    public static func annual(_ total: Double, days: Double) -> Double {
        guard days > 0, !total.isNaN else { return .nan }
        return total > -1 ? pow(1 + total, 365.25 / days) - 1 : -1
    }
}
