import Blenders
import CAllocations
import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@Suite struct BlenderContractTests {
    @Test func `every blender keeps the contract`() {
        var contract = PluginContract()
        contract.files = MemoryFiles(bytes: [
            "weights.json": Array(Self.fit(.members, ["first": 0.25, "second": 0.75]).utf8),
            "stacked.json": Array(Self.fit(.horizons, ["1d": 0.5, "5d": 0.25, "20d": -0.1]).utf8),
        ])
        let breaches = contract.breaches(
            of: Blenders.all,
            settings: [
                "blender.ridge_risk_parity": "",
                "blender.ridge_risk_parity": "{ weights: per_instrument, history: 20 }",
                "blender.ridge_risk_parity":
                    "{ correlation_of: returns, history: 10, temperature: 0.5, ic: { first: 0.1, default: 0.05 } }",
                "blender.oof_ridge": "file: weights.json",
                "blender.cross_horizon": "",
                "blender.cross_horizon": "{ agreement: scales, agreement_history: 30, target: 5d }",
                "blender.cross_horizon": "{ mode: stacked, file: stacked.json }",
                "blender.adaptive": "{ recent: 3, history: 20 }",
                "blender.inverse_volatility": "",
                "blender.inverse_volatility": "{ of: forecast }",
                "blender.zoo": "",
                "blender.zoo": "{ ic_from: outcomes, tau: 1d, planned: 1000 USD }",
                "blender.majority": "",
                "blender.majority": "{ hold_within: 5bps }",
            ],
            allocations: allocation_counter()
        )
        #expect(breaches == [])
    }

    private static func fit(_ inputs: FittedBlend.Inputs, _ values: [String: Double]) -> String {
        let start = ManualClock.start
        return FittedBlend(
            inputs: inputs, every: .days(1), from: start, until: start, isStandardised: true, alpha: 0.01,
            members: ["first", "second"].map { .init(name: $0, trainedUntil: nil) },
            weights: ["1d", "5d", "20d"].map {
                .init(horizon: .test($0), rows: 1, purge: 0, embargo: 0, folds: [], values: values)
            }
        ).json.text()
    }
}
