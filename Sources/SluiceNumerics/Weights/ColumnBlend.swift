internal import CColumns

/// The weighted average of members, for a whole column of instruments at a time.
///
/// A member without a finite forecast for an instrument drops out there and the others' weights are scaled up to sum 1;
/// where nobody with a weight is left, the average is NaN. Worked number: forecasts 2 and none at weights 0.2 and 0.8
/// give 2. See `MemberBlend` for one instrument alone.
public struct ColumnBlend: Sendable {
    private var present: [Double]

    /// Refuses less than one instrument.
    public init(instruments: Int) throws(InvalidParameter) {
        try require("instruments", instruments, in: 1...1_000_000)
        present = [Double](repeating: 0, count: instruments)
    }

    /// Averages a single member at a weight of 1: what `begin`, `add` and `finish` come to, to the last bit, in one pass.
    public static func average(alone values: Span<Double>, into averages: inout MutableSpan<Double>) {
        precondition(values.count >= averages.count, "each average has a value")
        values.withUnsafeBufferPointer { values in
            averages.withUnsafeMutableBufferPointer { averages in
                guard let from = values.baseAddress, let to = averages.baseAddress else { return }
                // Nothing is added to, so that a negative zero loses its sign.
                ccolumns_finite(Int64(averages.count), from, to)
            }
        }
    }

    /// Begins an average in `sums`.
    public mutating func begin(_ sums: inout MutableSpan<Double>) {
        for index in sums.indices {
            sums[index] = 0
            present[index] = 0
        }
    }

    /// Adds a member's forecasts at one weight; a weight that is not above zero adds nothing.
    public mutating func add(_ values: Span<Double>, weight: Double, to sums: inout MutableSpan<Double>) {
        guard weight > 0, weight.isFinite else { return }
        for index in sums.indices {
            let value = values[index]
            let isPresent = value.magnitude <= .greatestFiniteMagnitude
            sums[index] += isPresent ? weight * value : 0
            present[index] += isPresent ? weight : 0
        }
    }

    /// Adds a member's forecasts at a weight for each instrument, which as NaN or not above zero adds nothing.
    public mutating func add(
        _ values: Span<Double>, weights: Span<Double>, to sums: inout MutableSpan<Double>
    ) {
        for index in sums.indices {
            let (value, weight) = (values[index], weights[index])
            let isPresent =
                value.magnitude <= .greatestFiniteMagnitude && weight > 0
                && weight <= .greatestFiniteMagnitude
            sums[index] += isPresent ? weight * value : 0
            present[index] += isPresent ? weight : 0
        }
    }

    /// Makes averages of the sums.
    public mutating func finish(_ sums: inout MutableSpan<Double>) {
        for index in sums.indices {
            let mean = sums[index] / present[index]
            sums[index] = present[index] > 0 && mean.isFinite ? mean : .nan
        }
    }
}
