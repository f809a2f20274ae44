import Blenders
import CAllocations
import SluiceTestKit
import Testing

@Suite struct BlenderContractTests {
    @Test func `every blender keeps the contract`() {
        let breaches = PluginContract.breaches(
            of: Blenders.all,
            settings: [
                "blender.ridge_risk_parity": "",
                "blender.ridge_risk_parity": "{ weights: per_instrument, history: 20 }",
                "blender.ridge_risk_parity":
                    "{ correlation_of: returns, history: 10, temperature: 0.5, ic: { first: 0.1, default: 0.05 } }",
            ],
            allocations: allocation_counter()
        )
        #expect(breaches == [])
    }
}
