/// Mean and standard deviation of a sample.
///
/// Sums are of differences from the first value, so that equal values have a deviation of exactly zero. A value that is
/// not finite makes both NaN. Worked number: 1, 2, 3, 4 have mean 2.5 and deviation 1.290994.
public struct SampleMoments: Equatable, Sendable {
    /// The mean; NaN without a value.
    public let mean: Double
    /// The standard deviation with n - 1; NaN with less than two values.
    public let deviation: Double

    /// Walks the sample twice.
    public init(_ values: Span<Double>) {
        guard !values.isEmpty else {
            (mean, deviation) = (.nan, .nan)
            return
        }
        let count = Double(values.count)
        var sum = 0.0
        for index in values.indices { sum += values[index] - values[0] }
        let shift = sum / count
        var square = 0.0
        for index in values.indices {
            let difference = values[index] - values[0] - shift
            square += difference * difference
        }
        mean = values[0] + shift
        deviation = values.count > 1 ? (square / (count - 1)).squareRoot() : .nan
    }
}
