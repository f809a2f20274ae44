/// The nearest weights to a vector: none negative, and their sum is 1.
///
/// w = max(v - theta, 0), with the one theta at which the parts sum to 1. Parts that cannot be positive are cut off round
/// by round, which needs no sorting and no memory; cost at most the square of the count, in practice a few passes.
///
/// Source: Michelot 1986; the same point as by sorting (Held, Wolfe, Crowder 1974). Worked number: 0.5, 0.9 and -0.3
/// become 0.3, 0.7 and 0.
public enum SimplexProjection {
    /// Replaces a vector by the nearest weights; one with a part that is not finite becomes NaN throughout.
    ///
    /// A constant added to all parts changes nothing.
    public static func project(_ values: inout MutableSpan<Double>) {
        var largest = -Double.infinity
        var isFinite = true
        for index in values.indices {
            largest = Swift.max(largest, values[index])
            isFinite = isFinite && values[index].isFinite
        }
        guard isFinite else {
            for index in values.indices { values[index] = .nan }
            return
        }
        for index in values.indices { values[index] -= largest }
        let theta = threshold(values)
        for index in values.indices { values[index] = Swift.max(values[index] - theta, 0) }
    }

    /// Theta of values whose largest is 0: no part that is 1 below the largest can be positive.
    private static func threshold(_ values: borrowing MutableSpan<Double>) -> Double {
        var theta = -1.0
        var before = Int.max
        while true {
            var (count, sum) = (0, 0.0)
            for index in values.indices where values[index] > theta {
                count += 1
                sum += values[index]
            }
            // A part that lies at theta but for rounding must not come and go for ever.
            guard count > 0, count < before else { return theta }
            theta = (sum - 1) / Double(count)
            before = count
        }
    }
}
