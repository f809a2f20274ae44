import SluiceKit
import SluiceNumerics
import SluiceTestKit
import Testing

@testable import Sizers

@Suite struct VolatilitySizerTests {
    private func target(_ yaml: String, _ item: SizerCase) throws -> (weight: Double, cause: Cause) {
        let targets = try SizerCase.targets(VolatilitySizer.test(yaml, in: .sizing(1)), [item])
        return (targets.weight[0], targets.causes[0])
    }

    @Test func `30 bps net at twice 0,1 percent weigh half of the largest`() throws {
        let got = try target("", SizerCase())
        #expect(near(got.weight, 0.025))
        #expect(got.cause.reason.isNone)
        #expect(near(try target("", SizerCase(side: -1, alpha: -40, net: -30)).weight, -0.025))
    }

    @Test func `the gross alpha counts where asked`() throws {
        #expect(near(try target("alpha: gross", SizerCase()).weight, 0.05 * 2 / 3))
    }

    @Test func `the score is clipped`() throws {
        #expect(near(try target("", SizerCase(net: 3_000)).weight, 0.05))
        #expect(near(try target("z_max: 1.5", SizerCase()).weight, 0.05))
        #expect(near(try target("max_weight: 8%", SizerCase(net: 3_000)).weight, 0.08))
    }

    @Test func `the volatility is that of the chosen horizon`() throws {
        let context = StageContext.test(instruments: ["A"], horizons: ["1m", "16m"])
        let decisions = DecisionFrame(count: 1)
        (decisions.side[0], decisions.net[0]) = (1, 30)
        let market = MarketFrame.test([MarketBar(100)], volatility: 0.001)
        let targets = TargetFrame(count: 1)
        let sizer = try VolatilitySizer.test("no_trade_band: 0bps", in: context)
        for (horizon, weight) in [(0.0, 0.05), (1, 0.0125)] {
            decisions.horizon[0] = horizon
            targets.clear()
            sizer.size(
                .test(portfolio: PortfolioBuilder(instruments: 1).build()), decisions, market, into: targets)
            #expect(near(Sized(targets).weight[0], weight))
        }
    }

    @Test func `what the gates left scales the weight`() throws {
        #expect(near(try target("", SizerCase(scale: 0.4)).weight, 0.01))
    }

    @Test func `a volatility of zero gives no position`() throws {
        #expect(try target("", SizerCase(held: 0.03, volatility: 0)).weight == 0)
    }

    @Test(arguments: [
        (Double.nan, 0.001, ChosenEdge.alphaUnknown), (.infinity, 0.001, ChosenEdge.alphaUnknown),
        (-30, 0.001, ChosenEdge.alphaUnknown), (30, .nan, ChosenEdge.volatilityUnknown),
        (30, .infinity, ChosenEdge.volatilityUnknown),
    ])
    func `what is not known leaves the holding as it is`(
        net: Double, volatility: Double, reason: Reason
    ) throws {
        for held in [0, 0.04] {
            let got = try target("", SizerCase(net: net, held: held, volatility: volatility))
            #expect(got.weight.isNaN)
            #expect(got.cause.reason == reason)
        }
    }

    @Test(arguments: [Double.nan, -1, 1, 7])
    func `a horizon that the pipeline lacks sizes nothing`(horizon: Double) throws {
        let decisions = DecisionFrame(count: 1)
        (decisions.side[0], decisions.net[0], decisions.horizon[0]) = (1, 30, horizon)
        let targets = TargetFrame(count: 1)
        targets.clear()
        let sizer = try VolatilitySizer.test(in: .sizing(1))
        let portfolio = PortfolioBuilder(instruments: 1).build()
        sizer.size(.test(portfolio: portfolio), decisions, .test([MarketBar(100)]), into: targets)
        #expect(Sized(targets).weight[0].isNaN)
        #expect(targets.causes[0].reason == ChosenEdge.alphaUnknown)
    }

    /// What the reference rule makes of cases whose volatility doubles over the horizon.
    private func targets(
        of cases: [SizerCase], by rule: PortfolioSizing, scaled: inout Int
    ) -> [Double] {
        let alpha = cases.map { $0.net / 10_000 }
        let volatility = cases.map { $0.volatility * 2 }
        let gate = cases.map(\.scale)
        let held = cases.map(\.held)
        var targets = [Double](repeating: .nan, count: cases.count)
        var span = targets.mutableSpan
        let factor = rule.size(
            alpha: alpha.span, volatility: volatility.span, gate: gate.span, current: held.span, into: &span)
        if factor < 1 { scaled += 1 }
        return targets
    }

    @Test func `a whole book is sized as the reference rule says`() throws {
        var dice = Dice(seed: 12)
        let count = 9
        let sizer = try VolatilitySizer.test("{ gross_target: 20%, no_decision: keep }", in: .sizing(count))
        let reference = try PortfolioSizing(
            position: PositionSizing(
                scaling: VolatilityScaling(zMax: 3, maxWeight: 0.05), band: NoTradeBand(width: 0.008)),
            gross: GrossScaling(limit: 0.2))
        var scaled = 0
        for _ in 0..<300 {
            var cases = (0..<count).map { _ in SizerCase.random(&dice) }
            for index in cases.indices {
                if cases[index].side == 0 { cases[index].side = 1 }
                cases[index].net = cases[index].side * dice.uniform() * 60
                cases[index].volatility = dice.uniform() / 500
                cases[index].scale = 0.2 + 0.8 * dice.uniform()
            }
            let expected = targets(of: cases, by: reference, scaled: &scaled)
            let sized = try SizerCase.targets(sizer, cases)
            for (index, item) in cases.enumerated() {
                let weight = sized.weight[index].isNaN ? item.held : sized.weight[index]
                #expect(near(weight, expected[index], within: 1e-9))
            }
        }
        #expect(scaled > 30)
    }

    @Test(arguments: [
        "z_max: 0", "z_max: 101", "max_weight: 0.05%", "max_weight: 101%", "gross_target: 1001%",
        "no_trade_band: -1bps", "alpha: both", "no_decision: sell", "max_weight: 0.05",
    ])
    func `settings have bounds and units`(yaml: String) {
        #expect(!VolatilitySizer.Settings.issues(yaml).isEmpty)
    }
}
