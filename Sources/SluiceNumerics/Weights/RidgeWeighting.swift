/// How much a member earns its place before correlation is looked at, and how strongly correlation counts.
///
/// strength = max(ic - costPenalty x cost share, minimumStrength); weights solve (S + lambda I) w = strength, where S
/// is the members' correlation matrix; negative weights become 0, then those below `minimumRawWeight`; the rest is
/// scaled to sum 1, or all are equal when nothing is left.
///
/// Source: mean-variance weights on a correlation matrix with ridge shrinkage (Hoerl and Kennard 1970; Ledoit and
/// Wolf 2004). Worked number: strengths 0.1 and 0.05, S = I: 2/3 and 1/3 whatever lambda.
public struct RidgeWeighting: Equatable, Sendable {
    /// What is added to the matrix's diagonal; 0 adds nothing.
    public let lambda: Double
    /// How much of a member's cost share its information coefficient pays.
    public let costPenalty: Double
    /// The least strength of a member, so that a bad spell does not silence it.
    public let minimumStrength: Double
    /// Raw weights below this become zero.
    public let minimumRawWeight: Double

    /// Refuses parameters that are negative or not finite.
    public init(
        lambda: Double = 0.15,
        costPenalty: Double = 0.5,
        minimumStrength: Double = 0.01,
        minimumRawWeight: Double = 0
    ) throws(InvalidParameter) {
        try require(nonNegative: "lambda", lambda)
        try require(nonNegative: "costPenalty", costPenalty)
        try require(nonNegative: "minimumStrength", minimumStrength)
        try require(nonNegative: "minimumRawWeight", minimumRawWeight)
        self.lambda = lambda
        self.costPenalty = costPenalty
        self.minimumStrength = minimumStrength
        self.minimumRawWeight = minimumRawWeight
    }

    /// The strength of a member; NaN, so that it takes no part, when its information coefficient is absent.
    @inlinable
    public func strength(informationCoefficient: Double, costShare: Double = 0) -> Double {
        let net = informationCoefficient - costPenalty * costShare
        return net.isNaN ? .nan : Swift.max(net, minimumStrength)
    }

    /// What became of a system of weights.
    public enum Outcome: String, Sendable, CaseIterable {
        /// Solved as the rule says.
        case solved
        /// The matrix was absent in part or had the wrong shape: solved as if no two members correlated.
        case uncorrelated
        /// Nothing was left, or the matrix was singular: equal weights.
        case equal
        /// The matrix cannot be a correlation matrix: all weights are NaN.
        case notCorrelation = "not_correlation"
    }
}
