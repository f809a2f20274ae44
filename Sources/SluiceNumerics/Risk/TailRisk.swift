/// How much is lost in the worst part of all periods: value at risk and expected shortfall, as fractions.
///
/// Both are positive for a loss. Historical: of n returns in ascending order the one at index floor((1 - confidence) n),
/// without interpolation, and the mean of those up to it. Normal: -(mean + z deviation) and
/// -(mean - density(z) / (1 - confidence) deviation), z the quantile of 1 - confidence.
///
/// Source: Jorion 2006; Acerbi and Tasche 2002. Worked number: of 20 returns from -10% to 9% in steps of 1% at 95% the
/// historical figures are 9% (index 1) and 9.5%.
public struct TailRisk: Equatable, Sendable {
    /// The part of all periods that is no worse, such as 0.95.
    public let confidence: Double
    /// The quantile of the normal distribution below which the tail lies, negative.
    public let quantile: Double
    private let normalTail: Double

    /// A pair of figures, both positive for a loss.
    public struct Loss: Equatable, Sendable {
        /// The loss that is exceeded in the tail only.
        public var valueAtRisk: Double
        /// The mean loss in the tail.
        public var expectedShortfall: Double
    }

    /// Refuses a confidence outside 0.5 to 0.9999.
    public init(confidence: Double = 0.95) throws(InvalidParameter) {
        try require("confidence", confidence, in: 0.5...0.9999)
        self.confidence = confidence
        quantile = NormalDistribution.quantile(1 - confidence)
        normalTail = NormalDistribution.density(quantile) / (1 - confidence)
    }

    /// The index of the value at risk among so many returns in ascending order.
    public func index(of count: Int) -> Int {
        Swift.min(Swift.max(Int((1 - confidence) * Double(count)), 0), Swift.max(count - 1, 0))
    }

    /// From returns in ascending order; zero without one.
    public func historical(sorted returns: Span<Double>) -> Loss {
        guard !returns.isEmpty else { return Loss(valueAtRisk: 0, expectedShortfall: 0) }
        let index = index(of: returns.count)
        var sum = 0.0
        for place in 0...index { sum += returns[place] }
        return Loss(valueAtRisk: -returns[index], expectedShortfall: -sum / Double(index + 1))
    }

    /// From mean and deviation of normally distributed returns; zero where either is absent.
    public func normal(mean: Double, deviation: Double) -> Loss {
        guard mean.isFinite, deviation.isFinite else { return Loss(valueAtRisk: 0, expectedShortfall: 0) }
        return Loss(
            valueAtRisk: -(mean + quantile * deviation), expectedShortfall: -(mean - normalTail * deviation))
    }
}
