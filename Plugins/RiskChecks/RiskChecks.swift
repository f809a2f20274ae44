package import SluiceKit

/// The risk checks that ship with the program.
package enum RiskChecks {
    package static let all: [any Stage.Type] = [
        GuardrailsRiskCheck.self, DailyLossRiskCheck.self, DrawdownRiskCheck.self, ExposureRiskCheck.self,
        CurrencyRiskCheck.self, NotionalRiskCheck.self, BookLimitsRiskCheck.self, LeverageRiskCheck.self,
        MarginRiskCheck.self, LiquidationBufferRiskCheck.self, ValueAtRiskRiskCheck.self,
        ConcentrationRiskCheck.self, VolatilityBreakerRiskCheck.self, StalenessRiskCheck.self,
        RangeBreakerRiskCheck.self, OrderRateRiskCheck.self, PositionCountRiskCheck.self,
        TurnoverRiskCheck.self, SlippageRiskCheck.self, OrderAgeRiskCheck.self, PositionAgeRiskCheck.self,
        APIHealthRiskCheck.self, ModelHealthRiskCheck.self, SwitchRiskCheck.self,
        TradingWindowRiskCheck.self,
    ]
}
