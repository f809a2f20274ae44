/// What an account's positions ask of it, and what is left.
///
/// equity = cash + unrealised; leverage = value / equity; initial = value / largest leverage; maintenance = value x rate;
/// available = equity - maintenance; buffer = available / equity in percent. Without positions the buffer is 100; with an
/// equity that is not above zero nothing is available, no leverage can be named and the account is at risk. Worked number:
/// value 133642.19, equity 7231.72, rate 5%: maintenance 6682.1095, available 549.6105, a buffer of 7.6%: critical.
public struct AccountMargin: Hashable, Sendable {
    /// How the account stands, from best to worst.
    public enum Health: String, Sendable, CaseIterable {
        /// Far from its limits.
        case healthy
        /// A buffer under 20%, or more leverage than allowed.
        case warning
        /// A buffer under 10%.
        case critical
        /// Nothing is available.
        case liquidationRisk = "liquidation_risk"
    }

    /// Cash and unrealised profit.
    public let equity: Amount
    /// Value over equity; nil for an equity that is not above zero.
    public let leverage: Amount?
    /// What opening the positions takes.
    public let initial: Amount
    /// What keeping them takes.
    public let maintenance: Amount
    /// What is left above the maintenance.
    public let available: Amount
    /// What is left, percent of the equity.
    public let bufferPercent: Amount
    /// How the account stands.
    public let health: Health

    /// Reckons an account's margin; nil for a leverage or rate that is none, or a value below zero.
    ///
    /// - Throws: `AmountOverflow` for numbers beyond any account.
    public init?(
        value: Amount, cash: Amount, unrealized: Amount, maxLeverage: Amount, maintenanceRate: Amount
    ) throws(AmountOverflow) {
        guard !value.isNegative, maxLeverage > .zero, maintenanceRate >= .zero, maintenanceRate <= Amount(1)
        else { return nil }
        equity = try cash.adding(unrealized)
        guard equity > .zero else {
            (leverage, health) = (nil, .liquidationRisk)
            (initial, maintenance, available, bufferPercent) = (.zero, .zero, .zero, .zero)
            return
        }
        let ratio = try value.divided(by: equity, rounding: .halfEven)
        leverage = ratio
        initial = try value.divided(by: maxLeverage, rounding: .halfEven)
        maintenance = try value.multiplied(by: maintenanceRate, rounding: .halfEven)
        available = try equity.subtracting(maintenance)
        bufferPercent = try Amount.ratio(available.units, Amount(100).units, equity.units, .halfEven)
        if available <= .zero {
            health = .liquidationRisk
        } else if bufferPercent < Amount(10) {
            health = .critical
        } else {
            health = bufferPercent < Amount(20) || ratio > maxLeverage ? .warning : .healthy
        }
    }
}
