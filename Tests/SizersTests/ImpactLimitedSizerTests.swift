import SluiceKit
import SluiceTestKit
import Testing

@testable import Sizers

@Suite struct ImpactLimitedSizerTests {
    /// The weight of one instrument that wants 2.5%: 2,500 of 100,000.
    private func target(
        _ yaml: String, _ item: SizerCase = SizerCase(), traded: Double = 1_000_000, exits: Bool = false
    ) throws -> (weight: Double, cause: Cause) {
        let sizer = try PlayedSizer<ImpactLimitedSizer>(yaml, 1)
        sizer.market.tradedValue[0] = traded
        sizer.decisions.side[0] = item.side
        (sizer.decisions.alpha[0], sizer.decisions.net[0]) = (item.alpha, item.net)
        sizer.market.volatility[0] = item.volatility
        if exits { sizer.decisions.close(0, Reason("test")) }
        let found = try sizer.play([0], held: [item.held])
        return (found.weight[0], found.causes[0])
    }

    @Test func `a trade that fits is that of the volatility sizer`() throws {
        let got = try target("")
        #expect(near(got.weight, 0.025) && got.cause.reason.isNone)
        #expect(near(try target("{ alpha: gross, z_max: 4, max_weight: 8% }").weight, 0.04))
        #expect(near(try target("gross_target: 1%").weight, 0.01))
    }

    @Test func `impact and participation limit the trade, not the holding`() throws {
        // 100 bps x sqrt(n / 1,000,000) is 2 bps at 400.
        let got = try target("max_impact: 2bps", SizerCase(held: 0.01))
        #expect(near(got.weight, 0.014, within: 1e-9))
        #expect(got.cause.reason == ImpactLimitedSizer.impactLimit)
        #expect(near(got.cause.observed, 100 * 0.0015.squareRoot(), within: 1e-6) && got.cause.limit == 2)
        #expect(near(try target("max_participation: 0.1%").weight, 0.01, within: 1e-9))
        #expect(
            near(try target("{ max_impact: 2bps, impact_of_session: 50bps }").weight, 0.016, within: 1e-9))
    }

    @Test func `a trade that is too large is left out or let through as set`() throws {
        let strict = try target("{ max_impact: 2bps, mode: strict }")
        #expect(strict.weight.isNaN && strict.cause.reason == ImpactLimitedSizer.impactLimit)
        #expect(near(try target("{ max_impact: 2bps, mode: aggressive }").weight, 0.025))
    }

    @Test func `a declared book counts instead of the volume`() throws {
        let yaml =
            "{ max_impact: 2bps, best_depth: { I0: 1000, default: 0 }, book_depth: { I0: 6000, default: 0 } }"
        #expect(near(try target(yaml, traded: .nan).weight, 0.004, within: 1e-9))
    }

    @Test func `what closes a holding is not limited`() throws {
        #expect(try target("max_impact: 2bps", SizerCase(held: 0.03), exits: true).weight == 0)
        let turned = SizerCase(side: 0, alpha: -40, held: 0.03)
        #expect(try target("max_impact: 2bps", turned).weight == 0)
    }

    @Test(arguments: [Double.nan, 0, -1, .infinity])
    func `a market that is not known trades nothing`(traded: Double) throws {
        let got = try target("", traded: traded)
        #expect(got.weight.isNaN && got.cause.reason == ImpactLimitedSizer.liquidityUnknown)
    }

    @Test func `an alpha or volatility that is not known trades nothing`() throws {
        #expect(try target("", SizerCase(net: .nan)).cause.reason == ChosenEdge.alphaUnknown)
        #expect(try target("", SizerCase(volatility: .nan)).cause.reason == ChosenEdge.volatilityUnknown)
    }
}
