extension Adapter {
    /// What an account risks and has earned.
    static let risk: [Adapter] = [
        .concentration, .engineDayTracking, .liquidationBuffer, .performanceMetrics, .performanceRatios,
        .riskWarnings, .tailLosses,
    ]
}
