import CAllocations
import Predictors
import SluiceTestKit
import Testing

@Suite struct PredictorContractTests {
    @Test func `every predictor keeps the contract`() {
        var contract = PluginContract()
        contract.files = RunSamples.small
        let breaches = contract.breaches(
            of: Predictors.all,
            settings: [
                "predictor.barrier_touch": "",
                "predictor.barrier_touch": "{ drift: none, barrier: 50bps, horizons: [5d] }",
                "predictor.ensemble": "",
                "predictor.ensemble": """
                { signals: [trend, mean_reversion, rsi, order_flow, book, spread, vwap], trend: { short: 2, long: 5 },
                  adx_period: 4, order_flow: { window: 8, min_bars: 4 }, vwap: { window: 30, near: 1bps } }
                """,
                "predictor.ensemble": "{ signals: [trend, rsi, book], method: leader, rsi: { period: 3 } }",
                "predictor.linear":
                    "{ terms: [{ feature: ret_5d, weight: 9bps }, { feature: rsi_9, weight: 1bps }] }",
                "predictor.ma_crossover": "{ short: 2, long: 5 }",
                "predictor.ma_crossover": "{ short: 2, long: 5, confirmation: 1, hold: 9, trail: 1% }",
                "predictor.model":
                    "{ run: runs, allow_unsigned: true, targets: { 5d: { target: up, as: return } } }",
                "predictor.model": """
                { run: runs, allow_unsigned: true, max_missing: 1, min_ranked: 2,
                  targets: { 1d: { target: up, as: score }, 5d: { target: up, as: rank } } }
                """,
                "predictor.model": """
                { run: runs, allow_unsigned: true,
                  targets: { 1d: { target: peak, as: peak, opposite: valley } } }
                """,
                "predictor.momentum": "",
                "predictor.regime_switch": "{ warm_up: 20, crisis_volatility: 2 }",
                "predictor.regime_switch": "{ warm_up: 20, way: follow }",
                "predictor.regime_switch": "{ warm_up: 20, blend: true }",
                "predictor.zscore_reversion": "",
                "predictor.zscore_reversion": "{ window: 6, entry: 1.2, trend_window: 9, cooldown: 3 }",
                "predictor.vwap_reversion": "{ window: 30, near: 1bps }",
                "predictor.momentum": "{ horizons: [1d, 5d], lookback: { 5d: 7, default: 3 }, skip: 1 }",
            ],
            allocations: allocation_counter()
        )
        #expect(breaches == [])
    }
}
