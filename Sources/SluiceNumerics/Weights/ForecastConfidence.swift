internal import Glibc

/// How far a forecast may be trusted: information, freshness and capacity over its usual error.
///
/// confidence = ic x exp(-age / tau) x min(1, kappa x traded value / planned value) / error.
///
/// Worked number: ic 0.1, as old as tau, half of what is planned can be traded, error 2: 0.1 x 0.3679 x 0.5 / 2 =
/// 0.009197.
public struct ForecastConfidence: Equatable, Sendable {
    /// The age at which a forecast is worth 1 / e of a fresh one, in seconds.
    public let tau: Double
    /// The share of the traded value that may be traded.
    public let kappa: Double

    /// Refuses values that are not above zero and finite.
    public init(tau: Double = 150, kappa: Double = 0.1) throws(InvalidParameter) {
        try require(positive: "tau", tau)
        try require(positive: "kappa", kappa)
        (self.tau, self.kappa) = (tau, kappa)
    }

    /// What age leaves, 0 to 1; a negative age, of a forecast from the future, is NaN.
    public func freshness(age seconds: Double) -> Double { seconds >= 0 ? exp(-seconds / tau) : .nan }

    /// What capacity leaves, 0 to 1; NaN when either value is absent or nothing is planned.
    public func capacity(tradedValue: Double, plannedValue: Double) -> Double {
        guard plannedValue > 0, tradedValue >= 0 else { return .nan }
        return Swift.min(1, kappa * tradedValue / plannedValue)
    }

    /// The confidence; NaN when a part of it is absent or the error is not above zero.
    public func value(
        informationCoefficient: Double, age seconds: Double, tradedValue: Double, plannedValue: Double,
        error: Double
    ) -> Double {
        guard error > 0 else { return .nan }
        return informationCoefficient * freshness(age: seconds)
            * capacity(tradedValue: tradedValue, plannedValue: plannedValue) / error
    }
}
