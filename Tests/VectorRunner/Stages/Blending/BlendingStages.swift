extension Adapter {
    /// Weights of members and horizons.
    static let blenders: [Adapter] = [
        .adaptiveWeights, .blendApply, .outOfFoldRidge, .regimeCombine, .ridgeAllocation, .simplexProjection,
        .zooWeights,
    ]
}
