import AlertSinks
import CAllocations
import SluiceTestKit
import Testing

@Suite struct AlertSinksTests {
    @Test func `every alert sink keeps the contract`() {
        let breaches = PluginContract.breaches(
            of: AlertSinks.all, settings: ["alert.webhook": "url: https://example.com/hook"],
            allocations: allocation_counter())
        #expect(breaches == [])
    }
}
