/// A weighted sum of features, each taken by its distance from a mean and in units of a scale.
///
/// forecast = intercept + sum of weight x (feature - mean) / scale, which is kept as one slope a feature and a constant.
/// Worked number: intercept 1, and a feature of 0.03 with weight 5, mean 0.01 and scale 0.02, give 6.
public struct LinearForecast: Sendable {
    /// One feature of the sum.
    public struct Term: Equatable, Sendable {
        /// What the forecast gains when the feature is one scale above its mean.
        public let weight: Double
        /// The feature's mean where the weights were found.
        public let mean: Double
        /// The feature's scale where the weights were found, above zero.
        public let scale: Double

        /// Creates a term.
        public init(weight: Double, mean: Double = 0, scale: Double = 1) {
            (self.weight, self.mean, self.scale) = (weight, mean, scale)
        }
    }

    /// What the forecast is when every feature is zero.
    public let constant: Double
    /// What the forecast gains when a feature rises by one, in the order of the terms.
    public let slopes: [Double]

    /// Refuses numbers that are not finite, and a scale that is not above zero.
    public init(intercept: Double, terms: [Term]) throws(InvalidParameter) {
        var constant = intercept
        var slopes: [Double] = []
        for term in terms {
            try require(positive: "scale", term.scale)
            let slope = term.weight / term.scale
            slopes.append(slope)
            constant -= slope * term.mean
        }
        for number in slopes + [constant] {
            try require("forecast", number, in: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude)
        }
        (self.constant, self.slopes) = (constant, slopes)
    }
}
