import SluiceKit
import SluiceTestKit
import Testing

@testable import Sizers

@Suite struct MeanVarianceSizerTests {
    private static let sample =
        "covariance: sample, shrinkage: 0, min_history: 10, window: 40, no_trade_band: 0bps"

    private func played(_ yaml: String, _ count: Int) throws -> PlayedSizer<MeanVarianceSizer> {
        try PlayedSizer("{ \(yaml), \(Self.sample) }", count)
    }

    @Test func `the ridge divides the score by the variance and the ridge`() throws {
        // Variances in the proportion 1 to 3 and lambda 0.5 have a ridge of 1: proportions of 1/2 and 1/4.
        let sizer = try played("lambda: 0.5, gross_target: 30%, max_weight: 100%", 2)
        let found = try sizer.play(deviations: [0.001, 0.001 * 3.0.squareRoot()])
        #expect(near(found.weight[0], 0.2, within: 1e-9) && near(found.weight[1], 0.1, within: 1e-9))
    }

    @Test func `the score is clipped, and of the alpha asked for`() throws {
        for (yaml, ratio) in [("z_max: 3", 0.5), ("z_max: 0.5", 1), ("alpha: gross", 1)] {
            let sizer = try played("\(yaml), lambda: 1, gross_target: 30%, max_weight: 100%", 2)
            sizer.decisions.net[1] = 15
            let found = try sizer.play(deviations: [0.001, 0.001])
            #expect(near(found.weight[1] / found.weight[0], ratio, within: 1e-9))
        }
    }

    @Test func `the aversion to risk gives a weight of its own`() throws {
        // 30 bps over four bars are 7.5 a bar: 0.00075 / (10 x 0.001^2 x 40 / 39) = 73.1, far above any cap.
        let sizer = try played("form: risk_aversion, gamma: 10000, gross_target: 1000%, max_weight: 100%", 1)
        let found = try sizer.play(deviations: [0.001])
        #expect(near(found.weight[0], 0.00075 / (10_000 * 1e-6 * 40 / 39), within: 1e-9))
        let capped = try played("form: risk_aversion, max_weight: 7%", 1)
        #expect(near(try capped.play(deviations: [0.001]).weight[0], 0.07))
    }

    @Test func `what would only be a hedge is given nothing`() throws {
        let sizer = try played("lambda: 0.001", 2)
        sizer.decisions.net[1] = 1
        // Nearly the same returns: the weaker alpha is worth having only on the other side.
        try sizer.play([0, 0])
        var last: Sized?
        for step in 0..<40 {
            let up = step % 2 == 0 ? 0.001 : -0.001
            last = try sizer.play([up, up * (step % 4 < 2 ? 1.1 : 0.9)])
        }
        let found = try #require(last)
        #expect(found.weight[1].isNaN && found.causes[1].reason == MeanVarianceSizer.hedgeOnly)
        #expect(near(found.weight[0], 0.05))
    }

    @Test(arguments: [
        (Double.nan, 0.001, ChosenEdge.alphaUnknown), (-30, 0.001, ChosenEdge.alphaUnknown),
        (30, .nan, ChosenEdge.volatilityUnknown), (30, .infinity, ChosenEdge.volatilityUnknown),
    ])
    func `what is not known leaves the holding as it is`(
        net: Double, volatility: Double, reason: Reason
    ) throws {
        let sizer = try played("lambda: 0.5", 2)
        (sizer.decisions.net[0], sizer.market.volatility[0]) = (net, volatility)
        let found = try sizer.play(deviations: [0.001, 0.001])
        #expect(found.weight[0].isNaN && found.causes[0].reason == reason)
        #expect(near(found.weight[1], 0.05))
    }

    @Test func `neither covariances that are unknown nor singular ones trade`() throws {
        let early = try played("lambda: 0.5", 1)
        #expect(try early.play([0]).causes[0].reason == RiskModel.covarianceUnknown)
        let still = try played("form: risk_aversion", 1)
        #expect(try still.play(deviations: [0]).causes[0].reason == RiskModel.covarianceSingular)
    }
}
