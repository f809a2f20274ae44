import Arbiters
import CAllocations
import SluiceTestKit
import Testing

@Suite struct ArbiterContractTests {
    @Test func `every arbiter keeps the contract`() {
        let breaches = PluginContract.breaches(
            of: Arbiters.all,
            settings: [
                "arbiter.cost_aware": "",
                "arbiter.cost_aware": "{ direction: long_only, compare: net, planned_trade: 0% }",
                "arbiter.cost_aware": "{ threshold: cost_plus_reserve, k2: 0 }",
            ],
            allocations: allocation_counter()
        )
        #expect(breaches == [])
    }
}
