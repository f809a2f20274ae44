extension Adapter {
    /// Signals, regimes and votes.
    static let strategies: [Adapter] = [
        movingAverageCross, zScoreReversion, microstructureSignals,
    ]
}
