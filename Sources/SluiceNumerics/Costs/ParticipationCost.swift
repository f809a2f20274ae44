/// What a trade over one horizon costs when it is a part of the volume of that time, in basis points.
///
/// cost = spreadMultiple x spread + timingMultiple x five-minute volatility x sqrt(minutes / 5)
/// + impactMultiple x participation^0.6, where participation is the order over the volume expected in the horizon.
///
/// Source: power law of participation (Almgren, Thum, Hauptmann, Li 2005: exponent 0.6). Worked number: 0.5 x 10 +
/// 0.3 x 20 x sqrt(4) + 0.2 x 0.1^0.6 = 17.0502 bps at spread 10, volatility 20, 20 minutes, a tenth of the volume.
public struct ParticipationCost: Equatable, Sendable {
    /// How many spreads a trade pays.
    public let spreadMultiple: Double
    /// How much of the horizon's volatility waiting costs.
    public let timingMultiple: Double
    /// What an order that is all of the volume costs, basis points.
    public let impactMultiple: Double

    /// Refuses a multiple that is negative or not finite.
    public init(
        spreadMultiple: Double = 0.5, timingMultiple: Double = 0.3, impactMultiple: Double = 0.2
    ) throws(InvalidParameter) {
        try require(nonNegative: "spreadMultiple", spreadMultiple)
        try require(nonNegative: "timingMultiple", timingMultiple)
        try require(nonNegative: "impactMultiple", impactMultiple)
        (self.spreadMultiple, self.timingMultiple) = (spreadMultiple, timingMultiple)
        self.impactMultiple = impactMultiple
    }

    /// The cost of one order; a part that cannot be known is NaN, and so is then the total.
    @inlinable
    public func cost(
        spreadBps: Double, fiveMinuteVolatilityBps: Double, over horizon: HorizonScale, participation: Double
    ) -> CostModel.Cost {
        CostModel.Cost(
            spreadBps: spreadBps >= 0 ? spreadMultiple * spreadBps : .nan,
            timingBps: fiveMinuteVolatilityBps >= 0
                ? timingMultiple * fiveMinuteVolatilityBps * horizon.root : .nan,
            impactBps: impactBps(participation: participation))
    }

    /// What an order of a part of the volume costs.
    @inlinable
    public func impactBps(participation: Double) -> Double {
        participation >= 0 ? impactMultiple * power(participation, 0.6) : .nan
    }
}
