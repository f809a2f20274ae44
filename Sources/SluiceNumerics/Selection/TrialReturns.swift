/// The returns of many trials over the same periods: what a sweep's cells earned.
///
/// A trial with a return that is not finite is not usable: it takes no part in anything. Worked number: the trials
/// (1, 2, 3), (2, 4, 6) and (3, 2, 1) have a mean correlation of (1 - 1 - 1) / 3.
public struct TrialReturns: Sendable {
    /// How many periods each trial has.
    public let periods: Int
    /// How many trials there are, usable or not.
    public let count: Int
    /// The places of usable trials, in order.
    public let usable: [Int]
    /// Trial after trial.
    private let values: [Double]

    /// Copies trials of equal length, each with its periods in order.
    ///
    /// Refuses trials of different lengths.
    public init(_ trials: [[Double]]) throws(InvalidParameter) {
        periods = trials.first?.count ?? 0
        count = trials.count
        var (values, usable): ([Double], [Int]) = ([], [])
        values.reserveCapacity(periods * trials.count)
        for (place, trial) in trials.enumerated() {
            guard trial.count == periods else {
                throw InvalidParameter(
                    name: "trial \(place)'s count of returns", value: Double(trial.count),
                    expected: "\(periods) as the first's")
            }
            values += trial
            if trial.allSatisfy(\.isFinite) { usable.append(place) }
        }
        (self.values, self.usable) = (values, usable)
    }

    /// Lends the returns of a trial.
    func lend<Result>(_ trial: Int, _ body: (Span<Double>) -> Result) -> Result {
        body(values.span.extracting(trial * periods..<(trial + 1) * periods))
    }

    /// The Sharpe ratio of a trial as an estimate; all NaN for one that is not usable.
    public func estimate(_ trial: Int) -> SharpeEstimate { lend(trial) { SharpeEstimate($0) } }

    /// The Sharpe ratio of each trial, of one period; NaN for one that is not usable or has no deviation.
    public var ratios: [Double] { (0..<count).map { estimate($0).ratio } }

    /// The mean correlation over all pairs of usable trials that move; NaN with less than two.
    ///
    /// Costs a walk over all returns: the sum over pairs is the square of the sum of standardised returns.
    public var meanCorrelation: Double {
        var sums = Array(repeating: 0.0, count: periods)
        var moving = 0
        for trial in usable {
            lend(trial) { returns in
                let moments = SampleMoments(returns)
                guard moments.deviation > 0 else { return }
                moving += 1
                for period in returns.indices {
                    sums[period] += (returns[period] - moments.mean) / moments.deviation
                }
            }
        }
        guard moving > 1 else { return .nan }
        let whole = sums.reduce(0) { $0 + $1 * $1 } / Double(periods - 1)
        let n = Double(moving)
        return Swift.min(Swift.max((whole - n) / (n * (n - 1)), -1), 1)
    }

    /// How many independent trials these are worth: r + (1 - r) n with the mean correlation r, from 1 to n.
    ///
    /// Trials that never move count among the n. A correlation below zero counts as zero; without one, all are
    /// independent. 0 without a usable trial. Source: Bailey and Lopez de Prado 2014, appendix A.3. Worked number: 100
    /// trials with a mean correlation of 0.8 are worth 20.8.
    public var independent: Double { Self.independent(usable.count, correlation: meanCorrelation) }

    static func independent(_ count: Int, correlation: Double) -> Double {
        let shared = correlation.isNaN ? 0 : Swift.min(Swift.max(correlation, 0), 1)
        return count > 0 ? shared + (1 - shared) * Double(count) : 0
    }
}
