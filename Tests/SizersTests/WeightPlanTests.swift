import SluiceKit
import SluiceTestKit
import Testing

@testable import Sizers

/// What both sizers do with gates, holdings, the gross target and the band; shown with `sizer.fixed` at 5%.
@Suite struct WeightPlanTests {
    private func targets(
        _ yaml: String, _ cases: [SizerCase], pending: [Int: Double] = [:]
    ) throws -> Sized {
        try SizerCase.targets(FixedSizer.test(yaml, in: .sizing(cases.count)), cases, pending: pending)
    }

    private func target(_ yaml: String, _ item: SizerCase) throws -> (weight: Double, reason: Reason) {
        let targets = try targets(yaml, [item])
        return (targets.weight[0], targets.causes[0].reason)
    }

    @Test func `a difference on the band trades, a smaller one keeps`() throws {
        let kept = try targets("", [SizerCase(held: 0.045)])
        #expect(kept.weight[0].isNaN)
        #expect(kept.causes[0].reason == WeightPlan.withinBand)
        #expect(near(kept.causes[0].observed, 50, within: 1e-9))
        #expect(kept.causes[0].limit == 80)
        #expect(try target("no_trade_band: 40bps", SizerCase(held: 0.045)).weight == 0.05)
        // 0.0625 - 0.03125 is exact in binary, and so is the band of 312.5bps.
        let onBand = SizerCase(held: 0.031_25)
        #expect(try target("{ weight: 6.25%, no_trade_band: 312.5bps }", onBand).weight == 0.0625)
        #expect(try target("{ weight: 6.25%, no_trade_band: 312.6bps }", onBand).weight.isNaN)
    }

    @Test func `without a band what is wished exactly is still left alone`() throws {
        #expect(try target("{ no_trade_band: 0bps, weight: 6.25% }", SizerCase(held: 0.0625)).weight.isNaN)
    }

    @Test(arguments: [(0.0, Double.nan), (0.03, .nan), (0.05, .nan), (0.09, 0.05), (-0.04, 0)])
    func `a blocked decision only reduces`(held: Double, weight: Double) throws {
        let got = try target("", SizerCase(scale: 0, held: held))
        #expect(weight.isNaN ? got.weight.isNaN : got.weight == weight)
        #expect(got.reason == WeightPlan.entryBlocked)
    }

    @Test func `a decision that turned closes and opens`() throws {
        #expect(try target("", SizerCase(side: -1, alpha: -40, net: -30, held: 0.05)).weight == -0.05)
    }

    @Test(arguments: [
        ("close_adverse", -40.0, 10.0, true), ("close_adverse", -8, 10, false),
        ("close_adverse", 40, 10, false),
        ("close_adverse", .nan, 10, false), ("close_adverse", -40, .nan, false), ("keep", -40, 10, false),
        ("close", 40, 10, true), ("close", .nan, .nan, true),
    ])
    func `a holding without a decision is kept or closed as set`(
        policy: String, alpha: Double, cost: Double, closes: Bool
    ) throws {
        let got = try target(
            "no_decision: \(policy)", SizerCase(side: 0, alpha: alpha, cost: cost, held: 0.03))
        #expect(closes ? got.weight == 0 : got.weight.isNaN)
        let reason = policy == "close" ? WeightPlan.undecidedClosed : WeightPlan.alphaTurned
        #expect(got.reason == (closes ? reason : WeightPlan.noDecision))
    }

    @Test func `an adverse alpha closes a short too, and what it observed is said`() throws {
        let item = SizerCase(side: 0, alpha: 25, cost: 10, held: -0.03)
        let targets = try targets("", [item])
        #expect(targets.weight[0] == 0)
        #expect((targets.causes[0].observed, targets.causes[0].limit) == (25, 10))
    }

    @Test func `no band keeps what is to be closed`() throws {
        let small = SizerCase(side: 0, alpha: -40, held: 0.001)
        #expect(try target("", small).weight == 0)
    }

    @Test func `without a decision and a holding nothing is wanted or said`() throws {
        for policy in ["close_adverse", "keep", "close"] {
            let got = try target("no_decision: \(policy)", SizerCase(side: 0, alpha: -40))
            #expect(got.weight.isNaN)
            #expect(got.reason.isNone)
        }
    }

    @Test func `an entry under way is closed like a holding`() throws {
        let item = SizerCase(side: 0, alpha: -40, cost: 10)
        #expect(try targets("", [item], pending: [0: 50]).weight[0] == 0)
        #expect(try targets("no_decision: keep", [item], pending: [0: 50]).weight[0].isNaN)
    }

    @Test func `above the gross target all shrink by one factor`() throws {
        let cases = [SizerCase(), SizerCase(side: -1), SizerCase(), SizerCase()]
        let targets = try targets("{ weight: 10%, gross_target: 20% }", cases)
        for (index, weight) in [0.05, -0.05, 0.05, 0.05].enumerated() {
            #expect(near(targets.weight[index], weight))
            #expect(targets.causes[index].reason == WeightPlan.grossTarget)
        }
        #expect(near(targets.causes[0].observed, 40, within: 1e-9))
        #expect(targets.causes[0].limit == 20)
    }

    @Test func `what the band keeps is not scaled after all`() throws {
        // Three wishes of 5% and a gross of 10%: 3.3333% each, and the band of 2% keeps the two that are held.
        let cases = [SizerCase(held: 0.05), SizerCase(held: 0.05), SizerCase()]
        let targets = try targets("{ gross_target: 10%, no_trade_band: 200bps }", cases)
        #expect(targets.weight[0].isNaN)
        #expect(targets.weight[1].isNaN)
        #expect(near(targets.weight[2], 0.1 / 3))
    }

    @Test func `a kept holding takes part in the gross and shrinks with the rest`() throws {
        let cases = [SizerCase(side: 0, alpha: .nan, held: 0.30), SizerCase()]
        let targets = try targets("{ weight: 10%, gross_target: 20% }", cases)
        #expect(near(targets.weight[0], 0.15))
        #expect(near(targets.weight[1], 0.05))
        #expect(targets.causes[0].reason == WeightPlan.grossTarget)
    }

    @Test func `a holding without a price is left as it is`() throws {
        let portfolio = PortfolioBuilder(instruments: 2).holding(10, of: 0, at: .nan).build()
        let decisions = DecisionFrame(count: 2)
        (decisions.side[0], decisions.side[1]) = (1, 1)
        let targets = TargetFrame(count: 2)
        targets.clear()
        let market = MarketFrame.test([MarketBar(100), MarketBar(100)])
        try FixedSizer.test(in: .sizing(2)).size(
            .test(portfolio: portfolio), decisions, market, into: targets)
        let sized = Sized(targets)
        #expect(sized.weight[0].isNaN)
        #expect(sized.causes[0].reason == WeightPlan.weightUnknown)
        #expect(sized.weight[1] == 0.05)
    }

    @Test func `random books never exceed the gross target by more than the band keeps`() throws {
        var dice = Dice(seed: 11)
        let count = 12
        let sizer = try VolatilitySizer.test("{ max_weight: 10%, gross_target: 40% }", in: .sizing(count))
        var traded = 0
        for _ in 0..<500 {
            let cases = (0..<count).map { _ in SizerCase.random(&dice) }
            let targets = try SizerCase.targets(sizer, cases)
            var (gross, slack) = (0.0, 0.0)
            for (index, item) in cases.enumerated() {
                let weight = targets.weight[index]
                #expect(!weight.isInfinite)
                if item.scale == 0 || item.side == 0 {
                    #expect(
                        weight.isNaN || weight.magnitude <= item.held.magnitude && weight * item.held >= 0)
                }
                traded += weight.isNaN ? 0 : 1
                gross += weight.isNaN ? item.held.magnitude : weight.magnitude
                if weight.isNaN { slack += item.isUnknown ? item.held.magnitude : 0.008 }
            }
            #expect(gross <= 0.4 + slack + 1e-9)
        }
        #expect(traded > 1_000)
    }
}

extension SizerCase {
    /// Whether an input is missing that sizing needs.
    var isUnknown: Bool { side != 0 && (net.isNaN || volatility.isNaN) }

    static func random(_ dice: inout Dice) -> SizerCase {
        let side = [-1.0, 0, 1, 1][Int(dice.next() % 4)]
        let net = dice.uniform() < 0.1 ? .nan : dice.uniform() * 80
        return SizerCase(
            side: side,
            alpha: side == 0 ? (dice.uniform() - 0.5) * 60 : side * 40,
            net: side * net,
            scale: [0, 0.5, 1, 1][Int(dice.next() % 4)],
            held: dice.uniform() < 0.5 ? 0 : ((dice.uniform() - 0.5) * 100).rounded() / 1_000,
            volatility: dice.uniform() < 0.1 ? .nan : 0.001
        )
    }
}
