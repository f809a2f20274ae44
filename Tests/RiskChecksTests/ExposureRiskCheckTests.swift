import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct ExposureRiskCheckTests {
    private func reviewed(_ yaml: String, _ item: RiskCase) throws -> Reviewed {
        try item.review(ExposureRiskCheck.test(yaml, in: .risk(item.held.count)))
    }

    @Test func `a sector scales down what is added to it`() throws {
        let yaml = "sectors: [{ name: tech, instruments: [I0, I1], max_gross: 20% }]"
        let item = RiskCase(
            held: [0.1, 0.05, 0], wanted: [0.15, 0.1, 0.4], pending: [0, 0, 0])
        let frame = try reviewed(yaml, item)
        #expect(near(frame.weight[0], 0.125) && near(frame.weight[1], 0.075) && frame.weight[2] == 0.4)
        #expect(frame.causes[0].reason == CheckReasons.sectorLimit)
        #expect(
            near(frame.causes[0].observed, 25, within: 1e-9) && near(frame.causes[0].limit, 20, within: 1e-9))
        let full = RiskCase(held: [0.2, 0.1, 0], wanted: [0.25, 0.05, 0], pending: [0, 0, 0])
        let refused = try reviewed(yaml, full)
        #expect(refused.weight[0].isNaN && refused.weight[1] == 0.05)
    }

    @Test func `a sector's net limit scales the heavier side`() throws {
        let yaml = "sectors: [{ name: tech, instruments: [I0, I1], max_gross: 100%, max_net: 10% }]"
        let frame = try reviewed(yaml, RiskCase(wanted: [0.3, -0.1]))
        #expect(near(frame.weight[0], 0.2) && frame.weight[1] == -0.1)
        #expect(frame.causes[0].reason == CheckReasons.sectorNet)
    }

    @Test func `gross and net are limits of the whole book`() throws {
        let gross = try reviewed("max_gross: 50%", RiskCase(wanted: [0.6, -0.4]))
        #expect(near(gross.weight[0], 0.3) && near(gross.weight[1], -0.2))
        #expect(gross.causes[0].reason == GuardrailReasons.grossLimit)
        let net = try reviewed("max_net: 10%", RiskCase(wanted: [0.3, -0.1]))
        #expect(near(net.weight[0], 0.2) && net.causes[0].reason == GuardrailReasons.netLimit)
    }

    @Test func `open orders count as their worst where asked`() throws {
        // 5% held, of which 10% are being bought and 20% sold: 15% either way; the other may add 35%.
        let portfolio = PortfolioBuilder(instruments: 2, cash: 95_000).holding(50, of: 0, at: 100)
            .openOrder(.buy, 100, of: 0).openOrder(.sell, 200, of: 0).build()
        portfolio.mark.fill(100)
        func weight(_ yaml: String) throws -> Double {
            let targets = ApprovedTargetFrame(count: 2)
            (targets.weight[0], targets.weight[1]) = (.nan, 0.5)
            let market = MarketFrame.test([MarketBar(100), MarketBar(100)], at: ManualClock.start)
            try ExposureRiskCheck.test(yaml, in: .risk(2)).review(
                .test(now: ManualClock.start, portfolio: portfolio), targets, market)
            return targets.weight[1]
        }
        #expect(near(try weight("{ max_gross: 50%, open_orders: worst }"), 0.35))
        #expect(near(try weight("max_gross: 50%"), 0.45))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 0, -5])
    func `an equity that is unknown or not positive refuses new risk`(equity: Double) throws {
        let frame = try reviewed("", RiskCase(equity: equity, wanted: [0.1, 0]))
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
        #expect(frame.causes[0].reason == GuardrailReasons.equityUnknown)
    }

    @Test func `an earlier restriction lets only reductions pass`() throws {
        var item = RiskCase.mixed(equity: 100_000)
        item.standing = .halt
        #expect(passesOnlyReductions(try reviewed("", item)))
    }

    @Test func `a second review of 300 books changes nothing, seed 81`() throws {
        let yaml = """
            { max_gross: 60%, max_net: 20%, sectors: [{ name: a, instruments: [I0, I1], max_gross: 25%, max_net: 10% }, \
            { name: b, instruments: [I2, I3], max_gross: 30% }] }
            """
        var dice = Dice(seed: 81)
        for _ in 0..<300 {
            let held = (0..<5).map { _ in dice.uniform() < 0.3 ? 0 : 0.3 * (dice.uniform() - 0.5) }
            let wanted = held.map { dice.uniform() < 0.2 ? .nan : $0 + 0.4 * (dice.uniform() - 0.5) }
            let none = [Double](repeating: 0, count: 5)
            let first = try reviewed(yaml, RiskCase(held: held, wanted: wanted, pending: none))
            let second = try reviewed(yaml, RiskCase(held: held, wanted: first.weight, pending: none))
            for index in 0..<5 {
                let (one, two) = (first.weight[index], second.weight[index])
                #expect(one.isNaN ? two.isNaN : near(one, two, within: 1e-9), "\(held) \(wanted)")
                // No weight is ever larger than wanted, and none leaves the side of what is held or wanted.
                #expect(
                    one.isNaN || one.magnitude <= max(wanted[index].magnitude, held[index].magnitude) + 1e-12)
            }
        }
    }

    @Test func `a sector names instruments of the pipeline, each once`() throws {
        let unknown = ExposureRiskCheck.issues(
            "sectors: [{ name: a, instruments: [AAA, AAB] }]", in: .test(instruments: ["AAA"]))
        #expect(
            unknown.map(\.message) == ["'instruments' names 'AAB', which is no instrument of the pipeline"])
        #expect(unknown.first?.suggestion == "AAA" && (unknown.first?.span?.column ?? 0) > 20)
        let twice = "sectors: [{ name: a, instruments: [AAA] }, { name: b, instruments: [AAA] }]"
        #expect(ExposureRiskCheck.Settings.issues(twice).count == 1)
    }

    @Test(arguments: [
        "max_gross: 0%", "max_net: 10001%", "max_gross: 1.5", "sectors: [{ name: a }]",
        "sectors: [{ name: a, instruments: [AAA], max_gross: 20 }]",
    ])
    func `settings have bounds and units`(yaml: String) {
        #expect(ExposureRiskCheck.Settings.issues(yaml).count == 1)
    }
}
