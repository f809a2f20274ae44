/// The last pairs of forecast and outcome of many series, each with a past of its own.
///
/// Keeps what an information coefficient and a stability are made of: the rank correlation of the last `ranked` pairs,
/// and the errors of the last `errors` ones. A pair with a side that is not finite leaves no trace. Allocates when it is
/// made and when a state is restored.
public struct PairHistory: Sendable {
    /// How many series there are.
    public let series: Int
    /// How many pairs a stability is taken over.
    public let window: Int
    private var correlation: RollingRankCorrelation
    // Forecast less outcome, by series, then slot, and the slot that a series writes next.
    private var errors: [Double]
    private var slots: [Int]

    /// Refuses less than one series or pair, more than 10,000 ranked pairs, and a minimum below 2.
    ///
    /// With fewer pairs than `minimum` a coefficient is 0.
    public init(
        series: Int, ranked: Int, minimum: Int = 5, errors window: Int
    ) throws(InvalidParameter) {
        correlation = try RollingRankCorrelation(series: series, window: ranked, minimum: minimum)
        try require("errors", window, in: 1...1_000_000)
        try require("series x errors", series * window, in: 1...(1 << 30))
        (self.series, self.window) = (series, window)
        errors = [Double](repeating: 0, count: series * window)
        slots = [Int](repeating: 0, count: series)
    }

    /// Takes a pair; false, and nothing changed, when a side is not finite.
    @discardableResult
    public mutating func push(prediction: Double, outcome: Double, series index: Int) -> Bool {
        guard correlation.push(prediction, outcome, series: index) else { return false }
        let slot = slots[index]
        errors[index * window + slot] = prediction - outcome
        slots[index] = slot + 1 == window ? 0 : slot + 1
        return true
    }

    /// Takes a pair of each of neighbouring series, in their order.
    public mutating func push(
        _ predictions: Span<Double>, _ outcomes: Span<Double>, firstSeries: Int
    ) {
        precondition(predictions.count == outcomes.count, "every forecast has an outcome")
        for index in predictions.indices {
            push(prediction: predictions[index], outcome: outcomes[index], series: firstSeries + index)
        }
    }

    /// How many pairs a series has ever taken.
    public func count(_ index: Int) -> Int { correlation.accepted[index] }

    /// The rank correlation of a series' last pairs; 0 with too few or with a side that never moves.
    public func informationCoefficient(_ index: Int) -> Double {
        let value = correlation.correlation(index)
        return value.isNaN ? 0 : value
    }

    /// The stability of a series' last pairs.
    public func stability(_ index: Int, by rule: Stability) -> Double {
        let (count, first) = (Swift.min(count(index), window), index * window)
        let next = slots[index]
        let sum = errors.withUnsafeBufferPointer { errors in
            // The newest first.
            var sum = 0.0
            for slot in Swift.stride(from: next - 1, through: 0, by: -1) {
                sum += errors[first + slot] * errors[first + slot]
            }
            guard count == window else { return sum }
            for slot in Swift.stride(from: window - 1, through: next, by: -1) {
                sum += errors[first + slot] * errors[first + slot]
            }
            return sum
        }
        return rule.value(meanSquare: sum / Double(count), count: count)
    }

    /// Writes the coefficients and stabilities of neighbouring series, in their order.
    public func judge(
        firstSeries: Int, by rule: Stability, coefficients: inout MutableSpan<Double>,
        stabilities: inout MutableSpan<Double>
    ) {
        for index in coefficients.indices {
            coefficients[index] = informationCoefficient(firstSeries + index)
            stabilities[index] = stability(firstSeries + index, by: rule)
        }
    }

    /// Everything that has to survive a restart; later results are the same to the bit.
    public var state: [Double] { correlation.state + errors }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        let ranked = correlation.stateCount
        guard state.count == ranked + errors.count, !state[ranked...].contains(where: \.isNaN),
            correlation.restore(Array(state[..<ranked]))
        else { return false }
        errors = Array(state[ranked...])
        slots = correlation.accepted.map { $0 % window }
        return true
    }
}
