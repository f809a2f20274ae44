import CAllocations
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct RiskChecksContractTests {
    @Test func `every built-in keeps the contract`() {
        #expect(PluginContract.breaches(of: RiskChecks.all, allocations: allocation_counter()) == [])
    }
}
