import CAllocations
import Calibrators
import SluiceTestKit
import Testing

@Suite struct CalibratorContractTests {
    @Test func `every calibrator keeps the contract`() {
        let breaches = PluginContract.breaches(
            of: Calibrators.all,
            settings: [
                "calibrator.zscore": "minimum: 20",
                "calibrator.zscore": "{ output: score, window: 25, minimum: 10, include_current: true }",
                "calibrator.zscore": "{ output: score, warm_up: raw }",
            ],
            allocations: allocation_counter()
        )
        #expect(breaches == [])
    }
}
