/// What the difference of two exponential averages is worth: how far apart chance alone would bring them.
public enum AverageGap {
    /// The standard deviation of a fast average less a slow one, both of a random walk whose steps have 1.
    ///
    /// k^2 = p^2 / (1 - p^2) - 2 p q / (1 - p q) + q^2 / (1 - q^2), where p and q are what the slow and the fast average
    /// keep of themselves each step, 1 - 2 / (span + 1). Worked number: spans of 12 and 26 have 1.137368.
    public static func deviation(fast: Int, slow: Int) -> Double {
        let (q, p) = (1 - 2 / (Double(fast) + 1), 1 - 2 / (Double(slow) + 1))
        return (p * p / (1 - p * p) - 2 * p * q / (1 - p * q) + q * q / (1 - q * q)).squareRoot()
    }
}
