import SluiceKit
import SluiceTestKit
import Testing

@testable import Sizers

/// The sizers that divide the account by covariances alone, and what they share.
@Suite struct AllocationSizerTests {
    @Test func `an instrument without enough returns is left as it is`() throws {
        let played = try PlayedSizer<RiskParitySizer>("{ \(PlayedSizer<RiskParitySizer>.sample) }", 2)
        for _ in 0..<5 { try played.play([0.001, -0.001]) }
        let early = try played.play([0.002, 0.001])
        #expect(early.weight.allSatisfy { $0.isNaN })
        #expect(early.causes.allSatisfy { $0.reason == RiskModel.covarianceUnknown })
        for _ in 0..<5 {
            try played.play([0.001, .nan])
            try played.play([-0.001, .nan])
        }
        let later = try played.play([0.002, .nan])
        #expect(near([later.weight[0]], [0.05]))
        #expect(later.weight[1].isNaN && later.causes[1].reason == RiskModel.covarianceUnknown)
    }

    @Test func `prices that do not move allow no weights`() throws {
        let played = try PlayedSizer<RiskParitySizer>("{ \(PlayedSizer<RiskParitySizer>.sample) }", 2)
        let still = try played.play(deviations: [0.001, 0])
        #expect(still.weight.allSatisfy { $0.isNaN })
        #expect(still.causes.allSatisfy { $0.reason == RiskModel.covarianceSingular })
    }

    @Test func `the estimate stands until it is due`() throws {
        let played = try PlayedSizer<MinimumVarianceSizer>(
            "{ \(PlayedSizer<RiskParitySizer>.sample), refresh_every: 4, max_weight: 100%, gross_target: 10% }",
            2)
        let first = try played.play(deviations: [0.001, 0.002])
        for _ in 0..<3 { #expect(try played.play([0.01, 0.002]).weight == first.weight) }
        #expect(try played.play([0.01, 0.002]).weight[0] < first.weight[0])
    }

    @Test(arguments: [
        "covariance: exponential, half_life: 20, shrinkage: 0", "covariance: ledoit_wolf",
        "covariance: sample, shrinkage: 0.5",
    ])
    func `every estimator finds who moves more`(yaml: String) throws {
        let played = try PlayedSizer<RiskParitySizer>(
            "{ \(yaml), no_trade_band: 0bps, max_weight: 100%, gross_target: 10% }", 2)
        let found = try played.play(deviations: [0.001, 0.002]).weight
        #expect(found[0] > found[1] && near([found[0] + found[1]], [0.1]))
    }

    @Test func `an instrument whose side is no number does not trade`() throws {
        let yaml = "gross_target: 30%, max_weight: 100%"
        for nonsense in [Double.nan, 0] {
            let found = try PlayedSizer<RiskParitySizer>.weights(yaml, [0.001, 0.002], sides: [1, nonsense])
            #expect(near([found[0]], [0.3]) && found[1].isNaN)
        }
    }

    @Test func `a history longer than the window is a finding`() throws {
        #expect(throws: (any Error).self) {
            try RiskParitySizer.test("{ window: 20, min_history: 30 }", in: .sizing(1))
        }
        #expect(throws: Never.self) {
            try RiskParitySizer.test(
                "{ covariance: exponential, window: 20, min_history: 30 }", in: .sizing(1))
        }
    }
}
