import CAllocations
import SluiceTestKit
import Testing

@testable import Sizers

@Suite struct SizersContractTests {
    @Test func `every built-in keeps the contract`() {
        #expect(
            PluginContract.breaches(
                of: Sizers.all,
                settings: [
                    "sizer.mean_variance": "",
                    "sizer.mean_variance": "{ form: risk_aversion, refresh_every: 7 }",
                    "sizer.risk_parity": "",
                    "sizer.risk_parity": "{ covariance: exponential, refresh_every: 5, max_net: 5% }",
                    "sizer.minimum_variance": "",
                    "sizer.minimum_variance": "{ covariance: sample, window: 40 }",
                    "sizer.hierarchical_risk_parity": "",
                    "sizer.hierarchical_risk_parity": "{ distance: columns, max_net: 5% }",
                    "sizer.volatility_target": "", "sizer.volatility_target": "proportions: edge",
                    "sizer.impact_limited": "max_impact: 1000bps",
                ],
                allocations: allocation_counter()) == [])
    }
}
