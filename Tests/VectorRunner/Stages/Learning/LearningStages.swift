extension Adapter {
    /// Bandits and their rewards.
    static let learning: [Adapter] = [.bandit, .exp3, .rewardTracker]
}
