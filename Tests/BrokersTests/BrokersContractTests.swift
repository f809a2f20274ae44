import CAllocations
import SluiceTestKit
import Testing

@testable import Brokers

@Suite struct BrokersContractTests {
    @Test func `every built-in keeps the contract`() {
        #expect(PluginContract.breaches(of: Brokers.all) == [])
    }

    /// The dry run writes text, which no broker that trades does.
    @Test func `the paper broker allocates nothing`() {
        #expect(PluginContract.breaches(of: [PaperBroker.self], allocations: allocation_counter()) == [])
    }
}
