import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Arbiters

@Suite struct ArbiterPropertyTests {
    private static let context = StageContext.test(
        instruments: ["A", "B", "C", "D"], horizons: ["5m", "30m", "60m"], every: .minutes(5))

    private static let arbiters: [@Sendable () throws -> any Arbiter] = [
        { try CostAwareArbiter.test("", in: context) }, { try WinnerArbiter.test("", in: context) },
        { try WinnerArbiter.test("rank: per_risk", in: context) },
        { try SoftmaxArbiter.test("", in: context) },
        { try SoftmaxArbiter.test("horizon: common", in: context) },
    ]

    /// Side, net and score of each instrument for these alphas by instrument and horizon.
    private func decide(
        _ arbiter: any Arbiter, _ alphas: [[Double]], _ spreads: [Double]
    ) throws -> [[Double]] {
        let market = MarketFrame.test(
            spreads.map { MarketBar(100, spread: .init($0)) }, volatility: 0.001, barMinutes: 5)
        let frame = AlphaFrame(instruments: 4, horizons: 3)
        for (instrument, row) in alphas.enumerated() {
            for (horizon, alpha) in row.enumerated() { frame.column(horizon: horizon)[instrument] = alpha }
        }
        let decisions = DecisionFrame(count: 4)
        let portfolio = PortfolioBuilder(instruments: 4).build()
        try arbiter.decide(.test(portfolio: portfolio), frame, market, nil, into: decisions)
        return withExtendedLifetime(decisions) {
            (0..<4).map {
                [decisions.side[$0], decisions.net[$0], decisions.score[$0], decisions.horizon[$0]]
            }
        }
    }

    /// The faults of an arbiter on these alphas, by property.
    private func faults(
        _ make: () throws -> any Arbiter, _ alphas: [[Double]], _ spreads: [Double], _ order: [Int]
    ) throws -> [String] {
        let got = try decide(make(), alphas, spreads)
        let mirrored = try decide(make(), alphas.map { $0.map { -$0 } }, spreads)
        let moved = try decide(make(), order.map { alphas[$0] }, order.map { spreads[$0] })
        var faults: [String] = []
        if mirrored != got.map({ [-$0[0], -$0[1], $0[2], $0[3]] }) { faults.append("tells sides apart") }
        if moved != order.map({ got[$0] }) { faults.append("depends on the order") }
        if got.contains(where: { $0[0] * $0[1] < 0 }) { faults.append("trades against its net") }
        return faults
    }

    @Test(arguments: arbiters.indices)
    func `negated alphas negate sides, and another order orders results, seed 31, 300 rows`(
        number: Int
    ) throws {
        var dice = Dice(seed: 31)
        var trades = 0
        for round in 0..<300 {
            let alphas = (0..<4).map { _ in (0..<3).map { _ in 40 * dice.normal() } }
            let spreads = (0..<4).map { _ in 1 + 10 * dice.uniform() }
            let order = [0, 1, 2, 3].shuffled(using: &dice)
            let faults = try faults(Self.arbiters[number], alphas, spreads, order)
            #expect(faults.isEmpty, "seed 31, row \(round): \(faults)")
            trades += try decide(Self.arbiters[number](), alphas, spreads).count { $0[0] != 0 }
        }
        #expect(trades > 100)
    }

    @Test func `the property catches an arbiter that prefers rises`() throws {
        var dice = Dice(seed: 32)
        var found: Set<String> = []
        for _ in 0..<20 {
            let alphas = (0..<4).map { _ in (0..<3).map { _ in 40 * dice.normal() } }
            found.formUnion(
                try faults(
                    { try WinnerArbiter.test("direction: long_only", in: Self.context) }, alphas,
                    [2, 2, 2, 2], [0, 1, 2, 3]))
        }
        #expect(found == ["tells sides apart"])
    }
}
