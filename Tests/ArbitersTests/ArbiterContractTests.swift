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
                "arbiter.cost_aware": """
                { sessions: { 15:00-16:30: 1.5, default: 1 }, correlation: { window: 20, min_bars: 5 }, \
                adaptive: {}, impact: participation }
                """,
                "arbiter.winner": "",
                "arbiter.winner":
                    "{ rank: per_risk, direction: long_only, compare: net, adaptive: { window: 3 } }",
                "arbiter.softmax": "",
                "arbiter.softmax": "{ horizon: common, k2: 0, correlation: { window: 20, min_bars: 5 } }",
                "arbiter.softmax":
                    "{ direction: long_only, threshold: cost_plus_reserve, compare: net, k2: 0, planned_trade: 0% }",
            ],
            allocations: allocation_counter()
        )
        #expect(breaches == [])
    }
}
