extension Adapter {
    /// Weights of members and horizons.
    static let blenders: [Adapter] = []
}
