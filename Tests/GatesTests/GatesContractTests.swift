import CAllocations
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct GatesContractTests {
    @Test func `every built-in keeps the contract`() {
        #expect(PluginContract.breaches(of: Gates.all, allocations: allocation_counter()) == [])
    }
}
