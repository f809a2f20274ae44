extension Adapter {
    /// The stages that one cycle runs through.
    static let cycle: [Adapter] = [
        .arbiter, .barrierGate, .blending, .costModel, .drawdown, .exposure, .noTradeBand, .paperBroker,
        .quoteMath,
        .ridgeFromHistory, .ridgeWeights, .riskGuardrails, .sizePortfolio, .sizeSingle, .spreadGate,
        .standardization,
        .temperature, .volatilityScaling,
    ]
}
