/// What a round trip over one horizon costs: spread, waiting and market impact, all in basis points.
///
/// - spread: `spreadMultiple` x quoted spread
/// - timing: `timingMultiple` x five-minute volatility x sqrt(minutes / 5)
/// - impact: `impactMultiple` x 10 bps x sqrt(order / daily value / 1%)
///
/// Source: implementation shortfall with square-root impact (Almgren, Thum, Hauptmann, Li 2005; Grinold and Kahn,
/// "Active Portfolio Management", chapter 16). Worked number: spread 5, volatility 14 bps, 20 minutes, an order of 4%
/// of the day's value: 5 + 0.15 x 14 x 2 + 10 x sqrt(4) = 29.2 bps.
public struct CostModel: Equatable, Sendable {
    /// How many spreads a trade pays.
    public let spreadMultiple: Double
    /// How much of the horizon's volatility waiting costs.
    public let timingMultiple: Double
    /// How many times ten basis points an order of one percent of the day's value moves the price.
    public let impactMultiple: Double

    /// Refuses a multiple that is negative or not finite.
    public init(
        spreadMultiple: Double = 1, timingMultiple: Double = 0.15, impactMultiple: Double = 1
    ) throws(InvalidParameter) {
        try require(nonNegative: "spreadMultiple", spreadMultiple)
        try require(nonNegative: "timingMultiple", timingMultiple)
        try require(nonNegative: "impactMultiple", impactMultiple)
        self.spreadMultiple = spreadMultiple
        self.timingMultiple = timingMultiple
        self.impactMultiple = impactMultiple
    }

    /// The cost of one order; a part that cannot be known is NaN, and so is then the total.
    ///
    /// A crossed quote (negative spread) and a negative volatility are unknowable. An order of zero has no impact
    /// whatever the day's value; a daily value of zero or infinity means that none is modelled.
    @inlinable
    public func cost(
        spreadBps: Double,
        fiveMinuteVolatilityBps: Double,
        over horizon: HorizonScale,
        orderValue: Double = 0,
        dailyValue: Double = .infinity
    ) -> Cost {
        Cost(
            spreadBps: spreadBps >= 0 ? spreadMultiple * spreadBps : .nan,
            timingBps: fiveMinuteVolatilityBps >= 0
                ? timingMultiple * fiveMinuteVolatilityBps * horizon.root : .nan,
            impactBps: impactBps(orderValue: orderValue, dailyValue: dailyValue)
        )
    }

    /// The square-root impact of an order of `orderValue` on a market that trades `dailyValue` a day.
    @inlinable
    public func impactBps(orderValue: Double, dailyValue: Double) -> Double {
        if orderValue <= 0 { return 0 }
        if dailyValue <= 0 || dailyValue == .infinity { return orderValue.isNaN ? .nan : 0 }
        return impactMultiple * 10 * (orderValue / dailyValue / 0.01).squareRoot()
    }

    /// The parts of a cost and their sum, in basis points of the price.
    public struct Cost: Equatable, Sendable {
        /// Crossing the spread.
        public var spreadBps: Double
        /// The price moving while one waits.
        public var timingBps: Double
        /// The order moving the price.
        public var impactBps: Double

        /// Puts the three parts together.
        @inlinable
        public init(spreadBps: Double, timingBps: Double, impactBps: Double) {
            self.spreadBps = spreadBps
            self.timingBps = timingBps
            self.impactBps = impactBps
        }

        /// All three together.
        @inlinable public var totalBps: Double { spreadBps + timingBps + impactBps }
        /// The expected return, as a fraction of the price, at which a trade earns nothing.
        @inlinable public var breakevenAlpha: Double { totalBps / 10_000 }
    }
}
