import SluiceKit
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct ImpactGateTests {
    /// One decision for a trade of so much of 100,000, in a market that trades a million in 15 minutes.
    private func left(
        _ yaml: String, size: Double = 5_000, volume: Double = 10_000 / 15.0, cash: Double = 100_000
    ) throws -> Left {
        let portfolio = PortfolioBuilder(instruments: 1, cash: cash).build()
        return try ImpactGate.test(yaml, in: .letters(1)).left(
            of: [1], in: .one(volume: volume, size: size), portfolio: portfolio)[0]
    }

    @Test func `a worked number`() throws {
        // 100 x sqrt(10,000 / 1,000,000) x (1 + 4 / 1,000) x 0.5, as the book is excellent.
        let high = try left("{ planned_trade: 10%, max_impact: 5bps }")
        #expect(high.reason == "impact_too_high" && high.limit == 5)
        #expect((high.observed - 5.02).magnitude < 1e-6)
        #expect(try left("{ planned_trade: 10%, max_impact: 5.1bps }").passes)
    }

    @Test func `what is over the limit may shrink instead`() throws {
        let got = try left("{ planned_trade: 10%, max_impact: 2.51bps, over_limit: shrink }")
        #expect(got.reason == "impact_scaled" && (got.scale - 0.25).magnitude < 1e-9)
    }

    @Test func `an impact may be only a part of the alpha`() throws {
        // The alpha is 40.
        let got = try left("{ planned_trade: 10%, max_alpha_share: 10% }")
        #expect(got.reason == "impact_eats_alpha" && got.limit == 4)
        #expect(try left("{ planned_trade: 10%, max_alpha_share: 13% }").passes)
        #expect(try left("{ planned_trade: 10%, max_alpha_share: null }").passes)
    }

    @Test func `the book's condition and the floor count`() throws {
        let thin = try left("{ planned_trade: 10%, max_impact: 0.1bps, depth_target: 100000000 USD }")
        // (80 + 1 + 1 + 100) / 4 = 45.5 is fair: factor 1.5.
        #expect((thin.observed - 15.06).magnitude < 1e-6)
        let quiet = try left("{ planned_trade: 10%, max_impact: 0.1bps, volume_floor: 4000000 USD }")
        #expect((quiet.observed - 2.51).magnitude < 1e-6)
    }

    @Test func `what is unknown blocks, and no book is made up`() throws {
        for size in [Double.nan, -1, .infinity] {
            #expect(try left("", size: size).reason == "impact_unknown")
        }
        for volume in [Double.nan, -1, .infinity] {
            #expect(try left("", volume: volume).reason == "impact_unknown")
        }
        #expect(try left("", size: 0).reason == "impact_too_high")
        #expect(try left("", cash: 0).reason == "no_equity")
    }

    @Test func `a gate that is off lets all pass`() throws {
        #expect(try left("{ planned_trade: 10%, max_impact: 0.1bps, enabled: false }").passes)
        #expect(try left("enabled: false", size: .nan).passes)
    }

    @Test(arguments: ["max_impact: 0bps", "planned_trade: 101%", "volume_floor: 0 USD", "over_limit: pray"])
    func `settings have bounds`(yaml: String) { #expect(!ImpactGate.issues(yaml).isEmpty) }
}
