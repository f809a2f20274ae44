extension Adapter {
    /// What stops a decision or scales it down.
    static let gates: [Adapter] = []
}
