extension Adapter {
    /// What models of sequences look at.
    static let sequences: [Adapter] = [.ohlcvNormalization, .ringBuffer]
}
