extension Adapter {
    /// What stops a decision or scales it down.
    static let gates: [Adapter] = [
        .bookWalk, .depthLiquidity, .slippageGuard, .softBarrierGate, .sqrtImpact, .timeWindows,
        .tradeCooldown,
    ]
}
