extension Adapter {
    /// Scores, probabilities and the confidence in them.
    static let calibration: [Adapter] = [
        .calibrationCurves, .capacity, .confidence, .crossSectionalRanking, .freshness,
        .informationCoefficient,
        .pipeline, .stability, .weightOptimizer,
    ]
}
