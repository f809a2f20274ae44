internal import Glibc

/// The Sharpe ratio of the best of many trials, less what luck alone gives to the best of as many.
///
/// The threshold is what the best of n trials without skill would show: s ((1 - g) q(1 - 1/n) + g q(1 - 1/(n e))), with the
/// deviation s of the trials' ratios, the normal quantile q and the Euler-Mascheroni constant g. The deflated ratio is the
/// probability that the true ratio is above the threshold. All ratios are of one period. Source: Bailey and Lopez de Prado
/// 2014, The deflated Sharpe ratio. Worked numbers of the paper: an annual ratio of 2.5 from 1,250 daily returns (250 a
/// year) with skew -3 and kurtosis 10, the best of 100 trials with an annual variance of 1/2, has a threshold of 0.1132 and
/// a deflated ratio of 0.9004; of 46 trials, 0.9505.
public struct DeflatedSharpe: Equatable, Sendable {
    /// The chosen trial's ratio.
    public let estimate: SharpeEstimate
    /// How many independent trials it was chosen from.
    public let trials: Double
    /// The standard deviation (n - 1) of the trials' ratios.
    public let spread: Double
    /// The ratio of one period that the best trial would show without skill; 0 for a single trial.
    public let threshold: Double
    /// The probability that the true ratio is above the threshold; NaN where there is no ratio.
    public let probability: Double

    /// Deflates a ratio that was the best of so many independent trials, whose ratios had such a deviation.
    ///
    /// Less than one trial, or a deviation below zero, is a fault. A deviation of NaN, as of one trial, is none.
    public init(_ estimate: SharpeEstimate, trials: Double, spread: Double) throws(InvalidParameter) {
        try require("trials", trials, in: 1...1e12)
        if !spread.isNaN { try require(nonNegative: "spread", spread) }
        self.init(estimate, checked: trials, spread.isNaN ? 0 : spread)
    }

    /// Deflates the ratio of a trial that was chosen among all; nil when it is not usable.
    ///
    /// With `areIndependent`, each usable trial counts whole; otherwise they are worth `TrialReturns.independent`. The
    /// deviation is over the usable trials that move. Costs a few walks over all returns.
    public init?(_ trials: TrialReturns, chosen: Int, areIndependent: Bool = false) {
        guard trials.usable.contains(chosen) else { return nil }
        let ratios = trials.ratios.filter { !$0.isNaN }
        let spread = SampleMoments(ratios.span).deviation
        let count = areIndependent ? Double(trials.usable.count) : trials.independent
        self.init(trials.estimate(chosen), checked: count, spread.isNaN ? 0 : spread)
    }

    private init(_ estimate: SharpeEstimate, checked trials: Double, _ spread: Double) {
        (self.estimate, self.trials, self.spread) = (estimate, trials, spread)
        threshold = spread * Self.expectedMaximum(trials)
        probability = estimate.probability(above: threshold)
    }

    /// What the largest of `n` independent standard normal numbers is expected to be, nearly: 0 for a single one; NaN for
    /// less than one.
    ///
    /// Near from above 5 on (2.5306 of 100, exactly 2.5076). Where the formula falls below zero, as it does for a number
    /// between one and two, zero is taken.
    public static func expectedMaximum(_ n: Double) -> Double {
        guard n >= 1 else { return .nan }
        guard n > 1 else { return 0 }
        let euler = 0.577_215_664_901_532_9
        let near = NormalDistribution.quantile(1 - 1 / n)
        let far = NormalDistribution.quantile(1 - 1 / (n * M_E))
        return Swift.max((1 - euler) * near + euler * far, 0)
    }
}
