import SluiceKit
import SluiceTestKit
import Testing

@testable import Sizers

@Suite struct KellySizerTests {
    private func target(
        _ yaml: String, _ item: SizerCase = SizerCase()
    ) throws -> (weight: Double, reason: Reason) {
        let found = try SizerCase.targets(KellySizer.test(yaml, in: .sizing(1)), [item])
        return (found.weight[0], found.causes[0].reason)
    }

    private static let odds = "odds: declared, win_rate: 40.8%, mean_win: 7.41bps, mean_loss: 4.41bps"

    @Test func `a part of the bet that declared odds deserve`() throws {
        #expect(near(try target("{ \(Self.odds), multiplier: 0.25 }").weight, 0.01391902834008095))
        #expect(near(try target("{ \(Self.odds) }", SizerCase(side: -1)).weight, -0.02783805668016190))
    }

    @Test func `the odds of a forecast are those of a normal return`() throws {
        // 30 bps at 20 bps over the horizon: p 0.93319, mean win 32.776 bps, mean loss 8.774 bps, kelly 0.91531.
        let got = try target("{ max_weight: 100%, multiplier: 0.1 }", SizerCase(volatility: 0.001))
        #expect(near(got.weight, 0.091531, within: 1e-6))
        let gross = try target("{ max_weight: 100%, multiplier: 0.1, alpha: gross }")
        #expect(gross.weight > got.weight)
    }

    @Test func `weight and gross are limited`() throws {
        #expect(try target("").weight == 0.25)
        #expect(try target("max_weight: 3%").weight == 0.03)
        #expect(near(try target("gross_target: 10%").weight, 0.1))
    }

    @Test func `a bet that is too small is not made`() throws {
        let got = try target("{ \(Self.odds), min_value: 5000 USD }", SizerCase(held: 0.05))
        #expect(got.weight == 0 && got.reason == KellySizer.tooSmall)
        #expect(try target("{ \(Self.odds), min_value: 2000 USD }").weight > 0)
    }

    @Test(arguments: [
        (Double.nan, 0.001, ChosenEdge.alphaUnknown), (-30, 0.001, ChosenEdge.alphaUnknown),
        (30, .nan, ChosenEdge.volatilityUnknown), (30, 0, ChosenEdge.volatilityUnknown),
        (3_000, 0.001, KellySizer.oddsUnknown),
    ])
    func `what is not known leaves the holding as it is`(
        net: Double, volatility: Double, reason: Reason
    ) throws {
        let got = try target("", SizerCase(net: net, held: 0.03, volatility: volatility))
        #expect(got.weight.isNaN && got.reason == reason)
    }

    @Test func `declared odds have to be declared`() throws {
        #expect(throws: (any Error).self) { try KellySizer.test("odds: declared", in: .sizing(1)) }
    }
}
