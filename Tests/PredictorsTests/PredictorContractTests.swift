import CAllocations
import Predictors
import SluiceTestKit
import Testing

@Suite struct PredictorContractTests {
    @Test func `every predictor keeps the contract`() {
        let breaches = PluginContract.breaches(
            of: Predictors.all,
            settings: [
                "predictor.barrier_touch": "",
                "predictor.barrier_touch": "{ drift: none, barrier: 50bps, horizons: [5d] }",
                "predictor.momentum": "",
                "predictor.momentum": "{ horizons: [1d, 5d], lookback: { 5d: 7, default: 3 }, skip: 1 }",
            ],
            allocations: allocation_counter()
        )
        #expect(breaches == [])
    }
}
