import SluiceKit
import SluiceMarket
import SluiceTestKit

@testable import Arbiters

/// The decision for one instrument, as the frame shows it.
struct Decided: Equatable {
    let horizon: Double
    let side: Double
    let alpha: Double
    let cost: Double
    let net: Double
    let score: Double
    let reason: String
}

/// One instrument's way through an arbiter: horizons of 5, 30 and 60 minutes, a spread of 5 bps, 14 bps of volatility
/// in five minutes.
struct Deciding {
    var spread: BasisPoints? = 5
    var volatility = 14 / 10_000.0
    var tradedValue = 50_000_000.0
    var now = ManualClock.start
    var portfolio = PortfolioBuilder(instruments: 1).build()
    var weights: [Double]?

    static let context = StageContext.test(
        instruments: ["AAA"], horizons: ["5m", "30m", "60m"], every: .minutes(5))

    func callAsFunction(_ arbiter: any Arbiter, _ alphas: [Double]) throws -> Decided {
        let market = MarketFrame.test(
            [MarketBar(100, spread: spread)], volatility: volatility, tradedValue: tradedValue, barMinutes: 5)
        let frame = AlphaFrame(instruments: 1, horizons: alphas.count)
        for (horizon, alpha) in alphas.enumerated() { frame.column(horizon: horizon)[0] = alpha }
        let decisions = DecisionFrame(count: 1)
        let learned = weights.map { weights in
            let frame = WeightFrame(choices: Self.context.axes.horizons.map { WeightChoice(horizon: $0) })
            for (index, weight) in weights.enumerated() { frame.values[index] = weight }
            return frame
        }
        try arbiter.decide(.test(now: now, portfolio: portfolio), frame, market, learned, into: decisions)
        return withExtendedLifetime(decisions) {
            Decided(
                horizon: decisions.horizon[0], side: decisions.side[0], alpha: decisions.alpha[0],
                cost: decisions.cost[0], net: decisions.net[0], score: decisions.score[0],
                reason: "\(decisions.causes[0].reason.name)")
        }
    }
}

func isClose(_ one: Double, _ other: Double) -> Bool { (one - other).magnitude < 1e-9 }
