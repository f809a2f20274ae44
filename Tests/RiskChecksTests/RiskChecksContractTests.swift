import CAllocations
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct RiskChecksContractTests {
    @Test func `every built-in keeps the contract`() {
        #expect(
            PluginContract.breaches(
                of: RiskChecks.all,
                settings: [
                    "risk.drawdown": "",
                    "risk.drawdown": "{ daily: 1%, weekly: 2%, cool_off: 1d, recovery: 3d }",
                    "risk.exposure": "",
                    "risk.exposure": "{ max_gross: 20%, max_net: 5% }",
                    "risk.value_at_risk": "",
                    "risk.value_at_risk":
                        "{ max_var: 1%, max_es: 2%, method: ewma, sample: cycle, minimum: 5 }",
                    "risk.book_limits": "{ max_weight: 5%, max_gross: 20%, max_net: 5% }",
                    "risk.concentration": "", "risk.concentration": "{ min_bets: 2, window: 10 }",
                    "risk.leverage": "",
                    "risk.leverage": """
                    { max_leverage: 0.5, max_book: 1, windows: [{ hours: "00:00-20:00", max_leverage: 0.05 }] }
                    """,
                ],
                allocations: allocation_counter()) == [])
    }
}
