import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Sizers

@Suite struct VolatilityTargetSizerTests {
    private static let sample =
        "covariance: sample, shrinkage: 0, min_history: 10, window: 40, no_trade_band: 0bps"
    /// The deviation of one of the context's bars at 10% a year, less what n - 1 adds.
    private static var deviation: Double {
        let axes = StageContext.sizing(1).axes
        let sessions = axes.calendar == .alwaysOpen ? 365.0 : 252
        let bars = sessions * Double(axes.calendar.sessionMinutes) / axes.barMinutes
        return 0.1 / bars.squareRoot() * (39.0 / 40).squareRoot()
    }

    private func played(_ yaml: String, _ count: Int) throws -> PlayedSizer<VolatilityTargetSizer> {
        try PlayedSizer("{ \(yaml), \(Self.sample) }", count)
    }

    @Test func `two positions of 10 percent each are scaled to 10 percent together`() throws {
        let wide = "target_volatility: 10%, max_weight: 1000%, gross_limit: 1000%"
        for proportions in ["equal", "inverse_volatility", "edge"] {
            let sizer = try played("\(wide), proportions: \(proportions)", 2)
            sizer.decisions.side[1] = -1
            (sizer.decisions.alpha[1], sizer.decisions.net[1]) = (-40, -30)
            let found = try sizer.play(deviations: [Self.deviation, Self.deviation])
            #expect(near(found.weight[0], 0.5.squareRoot(), within: 1e-6))
            #expect(near(found.weight[1], -0.5.squareRoot(), within: 1e-6))
        }
        let half = try played("target_volatility: 5%, max_weight: 1000%, gross_limit: 1000%", 1)
        #expect(near(try half.play(deviations: [Self.deviation]).weight[0], 0.5, within: 1e-6))
    }

    @Test func `proportions follow the volatility or the edge`() throws {
        for (yaml, ratio) in [
            ("proportions: inverse_volatility", 0.5), ("proportions: edge", 0.25),
            ("proportions: edge, z_max: 0.1", 1),
            ("proportions: edge, alpha: gross", 0.5),
        ] {
            let sizer = try played("\(yaml), max_weight: 1000%, gross_limit: 1000%", 2)
            (sizer.market.volatility[1], sizer.decisions.net[1]) = (0.002, 15)
            let found = try sizer.play(deviations: [0.001, 0.001])
            #expect(near(found.weight[1] / found.weight[0], ratio, within: 1e-9))
        }
    }

    @Test func `weights are cut at their cap, and the gross is limited`() throws {
        let sizer = try played("target_volatility: 100%, proportions: equal", 2)
        #expect(try sizer.play(deviations: [0.000_1, 0.000_1]).weight == [0.2, 0.2])
        let tight = try played("target_volatility: 100%, proportions: equal, gross_limit: 10%", 2)
        #expect(try tight.play(deviations: [0.000_1, 0.000_1]).weight == [0.05, 0.05])
    }

    @Test(arguments: [
        ("edge", Double.nan, 0.001, ChosenEdge.alphaUnknown),
        ("edge", 30, .nan, ChosenEdge.volatilityUnknown),
        ("inverse_volatility", 30, 0, ChosenEdge.volatilityUnknown),
        ("inverse_volatility", 30, .nan, ChosenEdge.volatilityUnknown),
    ])
    func `what is not known leaves the holding as it is`(
        proportions: String, net: Double, volatility: Double, reason: Reason
    ) throws {
        let sizer = try played("proportions: \(proportions)", 1)
        (sizer.decisions.net[0], sizer.market.volatility[0]) = (net, volatility)
        let found = try sizer.play(deviations: [0.001])
        #expect(found.weight[0].isNaN && found.causes[0].reason == reason)
    }

    @Test func `neither covariances that are unknown nor a book without risk trade`() throws {
        #expect(try played("proportions: equal", 1).play([0]).causes[0].reason == RiskModel.covarianceUnknown)
        let still = try played("proportions: equal", 1).play(deviations: [0])
        #expect(still.weight[0].isNaN && still.causes[0].reason == RiskModel.covarianceSingular)
    }
}
