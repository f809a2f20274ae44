/// Weighs members by one over how far they usually are off, or move.
///
/// weight = (1 / volatility), scaled to sum 1. A member whose volatility is absent has the mean weight of the others, so
/// that a newcomer is neither ignored nor trusted more than most; when all are absent the weights are equal. A volatility
/// below a millionth of the largest counts as that.
///
/// Source: naive risk parity (Maillard, Roncalli, Teiletche 2010) on forecasts; inverse-variance pooling is its square
/// (Bates and Granger 1969). Worked number: volatilities 10 and 30 weigh 0.75 and 0.25.
public enum InverseVolatilityWeighting {
    /// Writes the weights of as many members as there are volatilities.
    public static func weigh(_ volatilities: Span<Double>, into weights: inout MutableSpan<Double>) {
        var largest = 0.0
        for member in volatilities.indices where volatilities[member] <= .greatestFiniteMagnitude {
            largest = Swift.max(largest, volatilities[member])
        }
        var (sum, known) = (0.0, 0)
        for member in volatilities.indices {
            let volatility = volatilities[member]
            let isKnown = volatility >= 0 && volatility <= .greatestFiniteMagnitude && largest > 0
            weights[member] = isKnown ? largest / Swift.max(volatility, 1e-6 * largest) : .nan
            sum += isKnown ? weights[member] : 0
            known += isKnown ? 1 : 0
        }
        let mean = known > 0 ? sum / Double(known) : 1
        for member in weights.indices where weights[member].isNaN { weights[member] = mean }
        weights.scaleToOne()
    }
}
