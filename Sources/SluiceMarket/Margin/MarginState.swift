/// How an account stands against the margin rates of the hour.
///
/// initial and maintenance = notional x rate; available = max(equity - initial, 0); utilisation = initial / equity, 0
/// without equity. A margin call is an equity at or below the maintenance; liquidation is at risk when equity -
/// maintenance is at or below `nearLiquidation` of the maintenance; the utilisation is high from `highUtilization` on. Of
/// the alerts the gravest is given. Worked number: equity 12871.41 and notional 137267.17 at 25% and 12.5%: maintenance
/// 17158.39625, a margin call.
public struct MarginState: Hashable, Sendable {
    /// What is wrong, the gravest first.
    public enum Alert: String, Sendable, CaseIterable {
        /// The equity is at or below the maintenance margin.
        case marginCall = "MARGIN_CALL"
        /// It is near it.
        case liquidationRisk = "LIQUIDATION_RISK"
        /// Much of the equity is bound.
        case highUtilization = "HIGH_UTILIZATION"
    }

    /// What opening the positions takes.
    public let initial: Amount
    /// What keeping them takes.
    public let maintenance: Amount
    /// What is left above the initial margin.
    public let available: Amount
    /// The part of the equity that the initial margin is.
    public let utilization: Amount
    /// Whether the equity is at or below the maintenance.
    public let isMarginCall: Bool
    /// Whether it is near it or below.
    public let isLiquidationRisk: Bool
    /// The gravest alert; nil when all is well.
    public let alert: Alert?

    /// Reckons the margin of positions worth `notional`, without sign, at one pair of rates.
    /// - Throws: `AmountOverflow` for numbers beyond any account.
    public init(
        equity: Amount, notional: Amount, rates: MarginSchedule.Rates,
        highUtilization: Amount = Amount(parsing: "0.8") ?? Amount(1),
        nearLiquidation: Amount = Amount(parsing: "0.1") ?? .zero
    ) throws(AmountOverflow) {
        try self.init(
            equity: equity,
            initial: notional.magnitude.multiplied(by: rates.initial, rounding: .halfEven),
            maintenance: notional.magnitude.multiplied(by: rates.maintenance, rounding: .halfEven),
            highUtilization: highUtilization, nearLiquidation: nearLiquidation)
    }

    /// Judges margins that were added up position by position.
    /// - Throws: `AmountOverflow` for numbers beyond any account.
    public init(
        equity: Amount, initial: Amount, maintenance: Amount,
        highUtilization: Amount = Amount(parsing: "0.8") ?? Amount(1),
        nearLiquidation: Amount = Amount(parsing: "0.1") ?? .zero
    ) throws(AmountOverflow) {
        (self.initial, self.maintenance) = (initial, maintenance)
        available = max(try equity.subtracting(initial), .zero)
        utilization = equity > .zero ? try initial.divided(by: equity, rounding: .halfEven) : .zero
        isMarginCall = equity <= maintenance
        let near = try maintenance.multiplied(by: nearLiquidation, rounding: .floor)
        isLiquidationRisk = try equity.subtracting(maintenance) <= near
        // At or above the share, compared exactly: a share times an equity, rounded up, is the first amount on it.
        let high = try highUtilization.multiplied(by: max(equity, .zero), rounding: .ceiling)
        let isHigh = equity > .zero && initial >= high
        alert =
            isMarginCall
            ? .marginCall : isLiquidationRisk ? .liquidationRisk : isHigh ? .highUtilization : nil
    }
}
