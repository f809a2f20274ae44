/// The numbers that can be probabilities.
public enum ProbabilityRange {
    /// A number held within 0 to 1; NaN stays NaN.
    @inlinable
    public static func held(_ value: Double) -> Double {
        value.isNaN ? .nan : Swift.min(Swift.max(value, 0), 1)
    }
}
