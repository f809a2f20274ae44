extension Adapter {
    /// Bandits and their rewards.
    static let learning: [Adapter] = []
}
