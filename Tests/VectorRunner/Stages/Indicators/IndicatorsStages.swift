extension Adapter {
    /// Features, indicators and estimators of volatility.
    static let indicators: [Adapter] = [
        ewmaVolatility, features, orderFlowImbalance, technicalIndicators, volatilityEstimate,
    ]
}
