import CAllocations
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct ExecutionsContractTests {
    @Test func `every built-in keeps the contract`() {
        #expect(PluginContract.breaches(of: Executions.all, allocations: allocation_counter()) == [])
    }
}
