import CAllocations
import Calibrators
import SluiceTestKit
import Testing

@Suite struct CalibratorContractTests {
    @Test func `every calibrator keeps the contract`() {
        let breaches = PluginContract.breaches(
            of: Calibrators.all,
            settings: [
                "calibrator.confidence": "",
                "calibrator.confidence": "{ ic: per_instrument, ic_every: 3, planned_weight: 5% }",
                "calibrator.confidence": "{ ic_window: 5, ic_readings: 3, ic_every: 2, scale: declared }",
                "calibrator.isotonic": "",
                "calibrator.isotonic": "{ takes: scores, peak_scores: [-1, 1], valley_member: second }",
                "calibrator.platt": "",
                "calibrator.platt": "{ takes: scores, valley_a: -4, valley_member: second }",
                "calibrator.neutralise": "",
                "calibrator.neutralise": "{ of: forecasts, standardise: true }",
                "calibrator.rank_probit": "min_universe: 3",
                "calibrator.winsorize": "{ min_universe: 3, tail: 40% }",
                "calibrator.winsorize": "{ min_universe: 2, of: forecasts, method: mad, deviations: 1 }",
                "calibrator.zscore": "minimum: 20",
                "calibrator.zscore": "{ output: score, window: 25, minimum: 10, include_current: true }",
                "calibrator.zscore": "{ output: score, warm_up: raw }",
            ],
            allocations: allocation_counter()
        )
        #expect(breaches == [])
    }
}
