internal import Glibc

/// Flattens or sharpens a set of weights.
///
/// Exponent form: w^T, renormalised; T below 1 flattens toward equal weights, above 1 sharpens, 0 is equal weights.
/// Inverse form: w^(1/T), so that T below 1 sharpens. At T = 1 the weights stay as they are. A weight of zero stays
/// zero (except at T = 0) and weights that are all zero stay so.
///
/// Source: the softmax temperature of statistical mechanics, on log-weights. Worked number: 0.6, 0.3, 0.1 at T = 2
/// become 0.782609, 0.195652, 0.021739.
public struct Temperature: Equatable, Sendable {
    /// Which power of the weights is taken.
    public enum Form: String, Sendable, CaseIterable {
        /// w^T.
        case exponent
        /// w^(1/T).
        case inverse
    }

    /// The power that is taken of each weight.
    public let exponent: Double

    /// Refuses a negative temperature, and in the inverse form a zero.
    public init(_ temperature: Double = 1, form: Form = .exponent) throws(InvalidParameter) {
        switch form {
        case .exponent:
            try require(nonNegative: "temperature", temperature)
            exponent = temperature
        case .inverse:
            try require(positive: "temperature", temperature)
            exponent = 1 / temperature
        }
    }

    /// Applies the temperature in place to weights that are not negative.
    ///
    /// A NaN among them makes all of them NaN.
    public func apply(to weights: inout MutableSpan<Double>) {
        if exponent == 1 || weights.isEmpty { return }
        if exponent == 0 {
            for index in weights.indices { weights[index] = 1 / Double(weights.count) }
            return
        }
        var largest = 0.0
        var isKnown = true
        for index in weights.indices {
            largest = Swift.max(largest, weights[index])
            isKnown = isKnown && !weights[index].isNaN
        }
        if !isKnown {
            for index in weights.indices { weights[index] = .nan }
            return
        }
        guard largest > 0 else { return }
        var sum = 0.0
        for index in weights.indices {
            weights[index] = powered(weights[index], largest: largest)
            sum += weights[index]
        }
        for index in weights.indices { weights[index] /= sum }
    }

    /// The power of a weight in units of the largest, so that a high power of small weights does not vanish altogether.
    func powered(_ weight: Double, largest: Double) -> Double {
        weight > 0 ? pow(weight / largest, exponent) : 0
    }
}
