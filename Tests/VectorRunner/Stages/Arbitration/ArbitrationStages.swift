extension Adapter {
    /// Costs, and the choice of a horizon.
    static let arbitration: [Adapter] = [
        .arbitrateSoftmax, .arbitrateWinner, .horizonCost, .horizonScoreDoc,
    ]
}
