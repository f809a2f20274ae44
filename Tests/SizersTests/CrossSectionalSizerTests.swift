import SluiceKit
import SluiceTestKit
import Testing

@testable import Sizers

@Suite struct CrossSectionalSizerTests {
    private func targets(_ yaml: String, _ nets: [Double], sides: [Double]? = nil) throws -> Sized {
        let cases = nets.enumerated().map { index, net in
            SizerCase(side: sides?[index] ?? (net < 0 ? -1 : 1), alpha: 2 * net, net: net)
        }
        return try SizerCase.targets(CrossSectionalSizer.test(yaml, in: .sizing(nets.count)), cases)
    }

    @Test func `only who is better than the rest is held`() throws {
        // Scores of 1, 2 and 6 at a volatility of 20 bps over the horizon.
        let found = try targets("{ z_max: 9, gross_target: 30%, max_weight: 100% }", [20, 40, 120])
        #expect(near(found.weight[2], 0.3))
        #expect(found.weight[0].isNaN && found.weight[1].isNaN)
        #expect(found.causes[0].reason == CrossSectionalSizer.relativelyAdverse)
        #expect(near(found.causes[0].observed, -0.925820, within: 1e-6))
    }

    @Test func `scores are compared as set`() throws {
        let wide = "z_max: 9, gross_target: 80%, max_weight: 100%"
        let none = try targets("{ compare: none, \(wide) }", [20, 40, -20])
        for (index, weight) in [0.2, 0.4, -0.2].enumerated() { #expect(near(none.weight[index], weight)) }
        let demeaned = try targets("{ compare: demean, \(wide) }", [60, 20, -60])
        #expect(near(demeaned.weight[0] / demeaned.weight[2], -8.0 / 10))
        let clipped = try targets(
            "{ compare: none, z_max: 1, gross_target: 80%, max_weight: 100% }", [40, 80])
        #expect(clipped.weight[0] == clipped.weight[1])
        let gross = try targets("{ compare: none, z_max: 3, alpha: gross }", [40, 80])
        #expect(gross.weight[0] == gross.weight[1])
    }

    @Test func `cap and gross target hold together`() throws {
        let found = try targets(
            "{ compare: none, z_max: 9, gross_target: 30%, max_weight: 20% }", [20, 20, 120])
        for (index, weight) in [0.05, 0.05, 0.2].enumerated() { #expect(near(found.weight[index], weight)) }
    }

    @Test func `an instrument that is not decided still counts in the comparison`() throws {
        let found = try targets("{ z_max: 9 }", [20, 40, 120], sides: [0, 1, 1])
        #expect(found.causes[1].reason == CrossSectionalSizer.relativelyAdverse)
    }

    @Test func `one instrument alone has nothing to be compared with`() throws {
        for mode in ["zscore", "demean"] {
            let found = try targets("compare: \(mode)", [30])
            #expect(found.weight[0].isNaN && found.causes[0].reason == CrossSectionalSizer.tooFew)
        }
        #expect(near(try targets("compare: none", [30]).weight[0], 0.05))
    }

    @Test func `what is not known leaves the holding as it is`() throws {
        let cases = [
            SizerCase(net: .nan), SizerCase(volatility: .nan), SizerCase(net: 60), SizerCase(net: 10),
        ]
        let found = try SizerCase.targets(CrossSectionalSizer.test("", in: .sizing(4)), cases)
        #expect(found.causes[0].reason == ChosenEdge.alphaUnknown)
        #expect(found.causes[1].reason == ChosenEdge.volatilityUnknown)
        #expect(found.weight[0].isNaN && found.weight[1].isNaN && near(found.weight[2], 0.05))
    }
}
