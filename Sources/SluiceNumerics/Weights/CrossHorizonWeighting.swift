/// Weighs the horizons that forecast one target.
///
/// w = (S + lambda I)^-1 mu, where S is the correlation of the horizons' forecasts and mu their information
/// coefficient, at least `floor`; negative weights 0, scaled to sum 1, times the decay of the distance between a horizon
/// and the one traded, scaled again; weights under `least` become 0, and the rest is scaled to sum 1. Equal weights where
/// nothing is left.
///
/// Source: mean-variance weights on a correlation matrix with ridge shrinkage (Hoerl and Kennard 1970; Ledoit and Wolf
/// 2004). Worked number: two uncorrelated horizons of equal information, 0 and 30 minutes away, with exponential decay:
/// 2/3 and 1/3.
public struct CrossHorizonWeighting: Sendable {
    /// How distance counts.
    public let decay: HorizonDecay
    /// Weights under this become 0.
    public let least: Double
    private let rule: RidgeWeighting
    private var solver: RidgeSolver
    private var strengths: [Double]

    /// Refuses parameters that are negative or not finite, and a capacity outside 1 to 1,024 horizons.
    public init(
        lambda: Double = 0.15, floor: Double = 0.001, decay: HorizonDecay = .exponential,
        least: Double = 0.01,
        capacity: Int
    ) throws(InvalidParameter) {
        try require("least", least, in: 0...1)
        rule = try RidgeWeighting(lambda: lambda, costPenalty: 0, minimumStrength: floor)
        solver = try RidgeSolver(rule: rule, capacity: capacity)
        strengths = [Double](repeating: 0, count: capacity)
        (self.decay, self.least) = (decay, least)
    }

    /// Writes the horizons' weights for one target, which sum to 1, or are NaN for a matrix of no correlations.
    ///
    /// `minutes` are the horizons' lengths; a horizon whose coefficient is NaN takes no part.
    @discardableResult
    public mutating func weigh(
        correlation: Span<Double>, informationCoefficients: Span<Double>, minutes: Span<Double>,
        target: Double,
        into weights: inout MutableSpan<Double>
    ) -> RidgeWeighting.Outcome {
        let count = informationCoefficients.count
        for horizon in 0..<count {
            strengths[horizon] = rule.strength(informationCoefficient: informationCoefficients[horizon])
        }
        // Held apart: the solver is changed while it reads them.
        let known = strengths
        let outcome = solver.solve(
            correlation: correlation, strengths: known.span.extracting(0..<count), into: &weights)
        guard outcome != .notCorrelation else { return outcome }
        for horizon in 0..<count { weights[horizon] *= decay.factor(distance: minutes[horizon] - target) }
        weights.scaleToOne()
        for horizon in 0..<count where weights[horizon] < least { weights[horizon] = 0 }
        weights.scaleToOne()
        return outcome
    }
}
