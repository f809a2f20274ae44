import CAllocations
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct ExecutionsContractTests {
    @Test func `every built-in keeps the contract`() {
        // A parent of the contract's daily cycles has to outlive a day to see volume.
        let breaches = PluginContract.breaches(
            of: Executions.all,
            settings: [
                "execution.pov": "duration: 30d",
                "execution.twap": "{ duration: 5d, slices: 5, jitter: 10%, catch_up: spread }",
                "execution.twap": "{ duration: 5d, slices: 5 }",
            ],
            allocations: allocation_counter())
        #expect(breaches == [])
    }
}
