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
                    "risk.exposure": "{ max_gross: 20%, max_net: 5%, open_orders: worst }",
                    "risk.value_at_risk": "",
                    "risk.value_at_risk":
                        "{ max_var: 1%, max_es: 2%, method: ewma, sample: cycle, minimum: 5 }",
                    "risk.book_limits": "{ max_weight: 5%, max_gross: 20%, max_net: 5% }",
                    "risk.concentration": "", "risk.concentration": "{ min_bets: 2, window: 10 }",
                    "risk.daily_loss": "", "risk.daily_loss": "{ latch: session, max_amount: 500 USD }",
                    "risk.margin": "", "risk.margin": "{ min_free: 90000 USD, warn_at: 1% }",
                    "risk.margin": """
                    { initial: 50%, maintenance: 50%, max_utilization: 30%,
                      windows: [{ name: night, hours: "20:00-06:00", initial: 90%, maintenance: 80% }] }
                    """,
                    "risk.liquidation_buffer":
                        "{ max_leverage: 1, maintenance: 50%, min_buffer: 90%, warn_below: 95%, close_below: 50% }",
                    "risk.liquidation_buffer": "{ method: isolated, max_leverage: 20 }",
                    "risk.liquidation_buffer":
                        "{ maintenance: 50%, windows: [{ hours: \"20:00-06:00\", maintenance: 90% }] }",
                    "risk.notional": "{ max_notional: 2000 USD, max_book: 3000 USD }",
                    "risk.currency":
                        "currencies: [{ code: EUR, instruments: [AAA, CCC], max_gross: 5%, max_net: 2% }]",
                    "risk.volatility_breaker": "{ warn: 1%, reduce_only: 2%, kill: 10000% }",
                    "risk.volatility_breaker": "{ window: 11, warn: 1%, reduce_only: 2%, kill: 30% }",
                    "risk.staleness": "", "risk.staleness": "{ max_age: 1ms, block_on: stale }",
                    "risk.order_rate": "{ max_orders: 3, window: 3d, max_per_instrument: 1 }",
                    "risk.order_rate": "{ max_orders: 1, on_breach: halt }",
                    "risk.api_health": "", "risk.api_health": "{ window: 2, minimum: 1, max_failures: 1 }",
                    "risk.range_breaker": "{ window: 3, max_range: 0.1%, on_breach: reduce_only }",
                    "risk.range_breaker": "{ window: 2, max_range: 50% }",
                    "risk.position_count": "max_positions: 1", "risk.position_count": "",
                    "risk.turnover": "{ max_cycle: 1%, max_session: 5% }", "risk.turnover": "",
                    "risk.model_health": "{ min_samples: 4, window: 3, patience: 1 }",
                    "risk.model_health": "",
                    "risk.slippage": "", "risk.slippage": "{ max_slippage: 0.1bps, pause_after: 1 }",
                    "risk.position_age": "", "risk.position_age": "{ max_age: 1ms, on_breach: close }",
                    "risk.position_age": "{ max_age: 1ms, on_breach: refuse }",
                    "risk.order_age": "", "risk.order_age": "{ warn_after: 1ms, max_age: 2ms }",
                    "risk.switch": "", "risk.switch": "kill_switch: true",
                    "risk.trading_window": "", "risk.trading_window": "{ after_bars: 7, reductions: false }",
                    "risk.leverage": "",
                    "risk.leverage": """
                    { max_leverage: 0.5, max_book: 1, windows: [{ hours: "00:00-20:00", max_leverage: 0.05 }] }
                    """,
                ],
                allocations: allocation_counter()) == [])
    }
}
