import SluiceKit
import SluiceNumerics
import SluiceTestKit
import Testing

@testable import RiskChecks

/// The limits of `risk.guardrails` on what is held.
@Suite struct TargetReviewTests {
    private func reviewed(_ yaml: String, _ item: RiskCase) throws -> Reviewed {
        try item.review(GuardrailsRiskCheck.test(yaml, in: .risk(item.held.count)))
    }

    private func one(
        _ yaml: String, held: Double, wanted: Double, standing: TradingStanding = .open
    ) throws -> (weight: Double, cause: Cause) {
        let item = RiskCase(held: [held], wanted: [wanted], pending: [0], standing: standing)
        let frame = try reviewed(yaml, item)
        return (frame.weight[0], frame.causes[0])
    }

    @Test func `what is within every limit passes as it is`() throws {
        let got = try one("", held: 0.05, wanted: 0.2)
        #expect(got.weight == 0.2)
        #expect(got.cause.reason.isNone)
        #expect(try one("", held: 0.05, wanted: .nan).weight.isNaN)
    }

    @Test(arguments: [
        (0.0, 0.25, 0.2), (0, -0.25, -0.2), (0.1, 0.21, 0.2), (0.05, -0.3, -0.2), (0.25, 0.3, 0.2),
    ])
    func `a weight above the limit is clipped to it`(held: Double, wanted: Double, weight: Double) throws {
        let got = try one("", held: held, wanted: wanted)
        #expect(got.weight == weight)
        #expect(got.cause.reason == GuardrailReasons.positionLimit)
        #expect(near(got.cause.observed, wanted.magnitude * 100, within: 1e-9))
        #expect(got.cause.limit == 20)
        #expect(try one("max_position: 40%", held: held, wanted: wanted).weight == wanted)
    }

    @Test func `what only reduces passes above every limit`() throws {
        #expect(try one("", held: 0.6, wanted: 0.3).weight == 0.3)
        #expect(try one("", held: -0.6, wanted: -0.3).cause.reason.isNone)
        let book = RiskCase(held: [0.6, 0.55], wanted: [0.1, .nan])
        #expect(try reviewed("", book).weight[0] == 0.1)
    }

    @Test(arguments: [
        (0.05, 0.08, Double.nan), (0, 0.03, .nan), (0.05, 0.02, 0.02), (0.05, 0, 0), (0.05, -0.03, 0),
        (-0.05, 0.01, 0), (-0.05, -0.06, .nan), (-0.05, -0.01, -0.01), (0.25, 0.3, .nan),
    ])
    func `while trading is restricted only what reduces passes`(
        held: Double, wanted: Double, weight: Double
    ) throws {
        for standing in [TradingStanding.reduceOnly, .halt, .flatten] {
            let got = try one("", held: held, wanted: wanted, standing: standing)
            #expect(weight.isNaN ? got.weight.isNaN : got.weight == weight)
            let passes = weight == wanted
            #expect(got.cause.reason == (passes ? .none : GuardrailReasons.tradingHalted))
        }
    }

    @Test func `the kill switch refuses in the cycle that latches it`() throws {
        let check = try GuardrailsRiskCheck.test()
        _ = try RiskCase().review(check)
        let item = RiskCase(equity: 95_000, held: [0.1, 0], wanted: [0.05, 0.05])
        // The builder's account is worth what the case says, so that its weights are those held.
        let frame = try item.review(check)
        #expect(frame.standing == .halt)
        #expect(frame.weight[0] == 0.05)
        #expect(frame.weight[1].isNaN)
    }

    @Test(arguments: [Double.infinity, -.infinity])
    func `a target that is no number is refused`(wanted: Double) throws {
        let got = try one("", held: 0.05, wanted: wanted)
        #expect(got.weight.isNaN)
        #expect(got.cause.reason == GuardrailReasons.invalidTarget)
    }

    @Test func `without a known weight only closing passes`() throws {
        let frame = try reviewed("", RiskCase(equity: .nan, held: [0.1, 0.1], wanted: [0, 0.05]))
        #expect(frame.weight[0] == 0)
        #expect(frame.weight[1].isNaN)
        #expect(frame.causes[1].reason == GuardrailReasons.weightUnknown)
    }

    @Test func `what is added is scaled to fit the gross, nothing is sold for it`() throws {
        let yaml = "{ max_gross: 50%, max_position: 40% }"
        let item = RiskCase(
            held: [0.2, 0.1, -0.15, 0], wanted: [.nan, 0.05, -0.25, 0.3], pending: [0, 0, 0, 0])
        let frame = try reviewed(yaml, item)
        // 20% kept, 5% after a reduction, 15% held short leave 10% for the 10% and 30% that are added.
        #expect(frame.weight[0].isNaN)
        #expect(frame.weight[1] == 0.05)
        #expect(near(frame.weight[2], -0.175))
        #expect(near(frame.weight[3], 0.075))
        #expect(frame.causes[1].reason.isNone)
        #expect(frame.causes[3].reason == GuardrailReasons.grossLimit)
        #expect(near(frame.causes[3].observed, 80, within: 1e-9))
        #expect(frame.causes[3].limit == 50)
    }

    @Test func `a full book refuses what is added and still closes what turns`() throws {
        let yaml = "{ max_gross: 30%, max_position: 30% }"
        let item = RiskCase(held: [0.25, 0.1], wanted: [0.28, -0.1])
        let frame = try reviewed(yaml, item)
        // 25% held leave 5% for 3% more and a turn to 10% short.
        #expect(near(frame.weight[0], 0.25 + 0.03 * 0.05 / 0.13))
        #expect(near(frame.weight[1], -0.1 * 0.05 / 0.13))
        let full = try reviewed(
            yaml, RiskCase(held: [0.3, 0.1, 0], wanted: [.nan, -0.1, 0.1], pending: [0, 0, 0]))
        #expect(full.weight[1] == 0)
        #expect(full.weight[2].isNaN)
        #expect(full.causes[2].reason == GuardrailReasons.grossLimit)
    }

    @Test func `open orders of what is left alone count`() throws {
        let yaml = "{ max_gross: 30%, max_position: 30% }"
        let item = RiskCase(held: [0.1, 0], wanted: [.nan, 0.2], pending: [0.1, 0])
        #expect(near(try reviewed(yaml, item).weight[1], 0.1))
        let closing = RiskCase(held: [0.1, 0], wanted: [.nan, 0.2], pending: [-0.05, 0])
        #expect(near(try reviewed(yaml, closing).weight[1], 0.2))
    }

    @Test func `the net limit scales what is added on the heavy side`() throws {
        let yaml = "{ max_net: 20%, max_position: 30% }"
        let long = try reviewed(
            yaml, RiskCase(held: [0.1, 0, 0], wanted: [0.2, 0.2, -0.1], pending: [0, 0, 0]))
        // 30% net of which 30% are added long: a third of them fits under 20% beside 10% held and 10% short.
        #expect(near(long.weight[0], 0.1 + 0.1 * 2 / 3))
        #expect(near(long.weight[1], 0.2 * 2 / 3))
        #expect(long.weight[2] == -0.1)
        #expect(long.causes[0].reason == GuardrailReasons.netLimit)
        #expect(near(long.causes[0].observed, 30, within: 1e-9))
        #expect(long.causes[2].reason.isNone)
        let short = try reviewed(yaml, RiskCase(held: [0, 0], wanted: [-0.3, -0.1]))
        #expect(near(short.weight[0] + short.weight[1], -0.2))
        #expect(try reviewed("", RiskCase(held: [0, 0], wanted: [0.2, 0.2])).weight[1] == 0.2)
    }

    @Test func `a single trade passes unchanged where the reference rule lets it pass`() throws {
        var dice = Dice(seed: 17)
        let limits = try ExposureLimits(maxPosition: 0.2, maxGross: 0.5)
        var counts: [Guardrails.TradeVerdict: Int] = [:]
        for _ in 0..<2_000 {
            let weight = { ((dice.uniform() - 0.5) * 0.5 * 64).rounded() / 64 }
            let held = (0..<3).map { _ in weight() }
            let wanted = weight()
            let item = RiskCase(held: held, wanted: [wanted, .nan, .nan], pending: [0, 0, 0])
            let got = try reviewed("{ max_position: 20%, max_gross: 50% }", item)
            let verdict = try Guardrails(limits: limits).verdict(
                current: held[0], target: wanted, exposure: Exposure(of: held.span))
            counts[verdict, default: 0] += 1
            let isSame = held[0] == wanted
            let isUnchanged = got.weight[0] == wanted && got.causes[0].reason.isNone
            // A turn that a limit forbids may end at zero, and a trade of nothing is no trade.
            #expect(isUnchanged == verdict.passes || isSame || wanted == 0)
            if isUnchanged, !isSame, wanted != 0 { #expect(verdict.passes) }
        }
        #expect(counts.filter { $0.value > 50 }.count >= 4, "\(counts)")
    }

    @Test func `random books never exceed a limit by what is added`() throws {
        var dice = Dice(seed: 3)
        let count = 8
        let yaml = "{ max_position: 20%, max_gross: 60%, max_net: 25% }"
        var limited = 0
        for _ in 0..<2_000 {
            let weight = { ((dice.uniform() - 0.5) * 0.6 * 64).rounded() / 64 }
            let held = (0..<count).map { _ in dice.uniform() < 0.4 ? 0 : weight() / 3 }
            let wanted = (0..<count).map { _ in dice.uniform() < 0.2 ? .nan : weight() }
            let item = RiskCase(held: held, wanted: wanted, pending: Array(repeating: 0, count: count))
            let frame = try reviewed(yaml, item)
            var (gross, net, heldGross, heldNet) = (0.0, 0.0, 0.0, 0.0)
            for index in 0..<count {
                let after = frame.weight[index].isNaN ? held[index] : frame.weight[index]
                let base = WeightChange(
                    from: held[index], to: frame.weight[index].isNaN ? held[index] : after
                ).base
                let reduces = Guardrails.isReducing(current: held[index], target: wanted[index])
                if reduces { #expect(frame.weight[index] == wanted[index]) }
                if !frame.causes[index].reason.isNone { limited += 1 }
                #expect(after.magnitude <= max(0.2, held[index].magnitude) + 1e-12)
                (gross, net) = (gross + after.magnitude, net + after)
                (heldGross, heldNet) = (heldGross + base.magnitude, heldNet + base)
            }
            #expect(gross <= max(0.6, heldGross) + 1e-9)
            #expect(net.magnitude <= max(0.25, heldNet.magnitude) + 1e-9)
        }
        #expect(limited > 2_000)
    }
}
