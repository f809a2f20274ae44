import SluiceKit
import SluiceTestKit
import Testing

@testable import Sizers

/// Exits, sectors and the net limit, which all sizers share; shown with `sizer.fixed` at 5%.
@Suite struct BookLimitTests {
    private func targets(_ yaml: String, _ sides: [Double], held: [Double] = []) throws -> Sized {
        let sizer = try PlayedSizer<FixedSizer>(yaml, sides.count)
        for (index, side) in sides.enumerated() { sizer.decisions.side[index] = side }
        return try sizer.play(sides.map { _ in 0 }, held: held)
    }

    @Test(arguments: [0.03, -0.03, 0.000_1, 0])
    func `an exit is a target of 0 whatever the band`(held: Double) throws {
        let sizer = try PlayedSizer<FixedSizer>("{ no_trade_band: 500bps, no_decision: keep }", 2)
        sizer.decisions.close(0, Reason("test"))
        let found = try sizer.play([0, 0], held: [held, 0])
        #expect(found.weight[0] == 0 && found.causes[0].reason == WeightPlan.exitDecided)
        #expect(found.weight[1] == 0.05)
    }

    @Test func `an exit beats a decision, and no one else is given its part`() throws {
        let sizer = try PlayedSizer<CrossSectionalSizer>(
            "{ compare: none, max_weight: 100%, gross_target: 20% }", 2)
        sizer.decisions.exit[0] = 1
        let found = try sizer.play([0, 0], held: [0.1, 0])
        #expect(found.weight[0] == 0 && near(found.weight[1], 0.2))
    }

    @Test func `a sector above its limit shrinks alone`() throws {
        let yaml = "sectors: [{ name: tech, instruments: [I0, I1], max_gross: 4% }]"
        let found = try targets(yaml, [1, -1, 1])
        for (index, weight) in [0.02, -0.02, 0.05].enumerated() { #expect(near(found.weight[index], weight)) }
        #expect(found.causes[0].reason == WeightPlan.sectorLimit && found.causes[2].reason.isNone)
        #expect(near(found.causes[0].observed, 10, within: 1e-9) && near(found.causes[0].limit, 4))
    }

    @Test func `a sector has the pipeline's instruments, each once`() throws {
        for yaml in [
            "sectors: [{ name: tech, instruments: [XX] }]",
            "sectors: [{ name: a, instruments: [I0] }, { name: b, instruments: [I0] }]",
        ] {
            #expect(throws: (any Error).self) { try FixedSizer.test(yaml, in: .sizing(2)) }
        }
    }

    @Test func `the heavier side shrinks to the net limit`() throws {
        let found = try targets("max_net: 1%", [1, 1, -1])
        for (index, weight) in [0.03, 0.03, -0.05].enumerated() { #expect(near(found.weight[index], weight)) }
        #expect(found.causes[0].reason == WeightPlan.netLimit && found.causes[2].reason.isNone)
        #expect(near(found.causes[0].observed, 5, within: 1e-9) && near(found.causes[0].limit, 1))
        let neutral = try targets("max_net: 0%", [-1, -1, 1])
        for (index, weight) in [-0.025, -0.025, 0.05].enumerated() {
            #expect(near(neutral.weight[index], weight))
        }
    }

    @Test func `in 10,000 random books every limit holds, and nothing absent trades (seed 514)`() throws {
        var dice = Dice(seed: 514)
        let count = 6
        let yaml = """
            { compare: none, max_weight: 8%, gross_target: 30%, max_net: 5%, no_trade_band: 0bps, no_decision: close,
              sectors: [{ name: a, instruments: [I0, I1, I2], max_gross: 12% }] }
            """
        let sizer = try CrossSectionalSizer.test(yaml, in: .sizing(count))
        var (traded, full) = (0, 0)
        for _ in 0..<10_000 {
            let cases = (0..<count).map { _ in
                var item = SizerCase.random(&dice)
                item.held = 0
                item.alpha = item.net
                return item
            }
            let found = try SizerCase.targets(sizer, cases)
            let weights = found.weight.map { $0.isNaN ? 0 : $0 }
            #expect(weights.allSatisfy { $0.magnitude <= 0.08 + 1e-12 })
            #expect(weights.reduce(0) { $0 + $1.magnitude } <= 0.3 + 1e-12)
            #expect(weights.reduce(0, +).magnitude <= 0.05 + 1e-12)
            #expect(weights[0..<3].reduce(0) { $0 + $1.magnitude } <= 0.12 + 1e-12)
            for (weight, item) in zip(weights, cases) {
                #expect(weight == 0 || !item.isUnknown && item.scale > 0 && weight * item.side > 0)
                traded += weight == 0 ? 0 : 1
            }
            full += weights.reduce(0) { $0 + $1.magnitude } > 0.15 ? 1 : 0
        }
        #expect(traded > 10_000 && full > 500)
    }
}
