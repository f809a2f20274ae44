import SluiceKit
import SluiceMarket
import SluiceTestKit

@testable import Learners

/// A learner with the world around it, cycle by cycle of a minute each.
final class Lesson {
    static let soon = "min_samples: 0, ramp: 0, blend: 1"

    let learner: any Learner
    let decisions: DecisionFrame
    let forecasts: ForecastFrame
    let market: MarketFrame
    let weights: WeightFrame
    var portfolio: Portfolio
    private(set) var cycle = 0

    init(_ learner: any Learner, members: Int = 2, horizons: Int = 2, instruments: Int = 2) {
        self.learner = learner
        decisions = DecisionFrame(count: instruments)
        forecasts = ForecastFrame(instruments: instruments, horizons: horizons, members: members)
        market = .test((0..<instruments).map { _ in MarketBar(100, spread: nil) })
        weights = WeightFrame(choices: learner.choices)
        portfolio = PortfolioBuilder(instruments: instruments).build()
    }

    /// Decides anew for one instrument, as of the next cycle.
    func decide(_ index: Int = 0, side: Double, horizon: Int) {
        decisions.side[index] = side
        decisions.horizon[index] = Double(horizon)
    }

    /// What each member says of an instrument at a horizon, as of the next cycle.
    func say(_ values: [Double], horizon: Int, of index: Int = 0) {
        for (member, value) in values.enumerated() {
            forecasts.column(member: member, horizon: horizon)[index] = value
        }
    }

    /// Goes on by one cycle; the decisions are clear afterwards.
    @discardableResult
    func step(_ fills: [Fill] = [], mark: Double? = nil) throws -> [Double] {
        cycle += 1
        if let mark { market.close.fill(mark) }
        let evidence = LearnerEvidence(
            fills: fills, decisions: decisions, market: market, forecasts: forecasts)
        try learner.learn(.test(number: cycle, portfolio: portfolio), evidence, into: weights)
        decisions.clear()
        return (0..<weights.values.count).map { weights.values[$0] }
    }

    /// One trade by a decision's horizon: bought or sold at 100, valued at `mark` when its horizon ends.
    @discardableResult
    func trade(
        horizon: Int, side: Double = 1, mark: Double, fee: Double = 0, said: [Double] = [1, 1]
    ) throws -> [Double] {
        decide(side: side, horizon: horizon)
        say(said, horizon: horizon)
        try step(mark: 100)
        try step([.test(side, 10, at: 100, fee: fee)])
        var last: [Double] = []
        for _ in 0..<(horizon == 0 ? 5 : 15) { last = try step(mark: mark) }
        return last
    }
}

extension Fill {
    /// A fill of an instrument; `side` is 1 for a buy and -1 for a sale.
    static func test(
        _ side: Double, _ quantity: Double, at price: Double, fee: Double = 0, order: UInt64 = 1,
        of index: Int = 0
    ) -> Fill {
        func amount(_ value: Double) -> Amount { Amount(value, rounding: .halfEven) ?? .zero }
        return Fill(
            order: OrderID(order), instrument: index, side: side > 0 ? .buy : .sell,
            quantity: amount(quantity),
            price: amount(price), fee: amount(fee), time: ManualClock.start)
    }
}

extension StageContext {
    static func learner(
        _ members: [String] = ["trend", "trees"], horizons: [String] = ["5m", "15m"], seed: UInt64 = 1
    ) -> StageContext {
        .test(horizons: horizons, members: members, seed: seed)
    }
}

/// Whether lists agree but for rounding.
func near(_ one: [Double], _ other: [Double], within tolerance: Double = 1e-6) -> Bool {
    one.count == other.count && zip(one, other).allSatisfy { abs($0 - $1) <= tolerance }
}

/// `learner.exp3` that learns from the first trade on.
func exp3(_ yaml: String = "", in context: StageContext = .learner()) throws -> Exp3Learner {
    try .test("{ \(Lesson.soon)\(yaml.isEmpty ? "" : ", " + yaml) }", in: context)
}

/// `learner.thompson` by means, that learns from the first trade on and forgets nothing.
func thompson(_ yaml: String, in context: StageContext = .learner()) throws -> ThompsonLearner {
    try .test("{ \(Lesson.soon), weights: mean, memory: 1, \(yaml) }", in: context)
}
