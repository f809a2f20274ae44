import CAllocations
import SluiceTestKit
import Testing

@testable import Sizers

@Suite struct SizersContractTests {
    @Test func `every built-in keeps the contract`() {
        #expect(PluginContract.breaches(of: Sizers.all, allocations: allocation_counter()) == [])
    }
}
