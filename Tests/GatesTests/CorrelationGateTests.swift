import SluiceKit
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct CorrelationGateTests {
    private let context = StageContext.letters(3)

    /// A gate that has seen A and B move together and C against them.
    private func gate(_ yaml: String, cycles: Int = 30) throws -> (CorrelationGate, MarketFrame) {
        let gate = try CorrelationGate.test(yaml, in: context)
        var dice = Dice(seed: 3)
        var prices = [100.0, 100, 100]
        var market = MarketFrame.test(prices.map { MarketBar($0) })
        for _ in 0..<cycles {
            let move = 0.01 * dice.normal()
            prices = [prices[0] * (1 + move), prices[1] * (1 + move), prices[2] * (1 - move)]
            market = MarketFrame.test(prices.map { MarketBar($0) })
            _ = try gate.left(of: [0, 0, 0], in: market)
        }
        market.fresh.fill(0)
        return (gate, market)
    }

    private func holding(_ quantity: Double, of instrument: Int) -> Portfolio {
        PortfolioBuilder(instruments: 3).holding(quantity, of: instrument, at: 100).build()
    }

    @Test func `one more of the same blocks, a hedge passes`() throws {
        let (gate, market) = try gate("{ window: 60, min_bars: 10 }")
        let long = try gate.left(of: [1, 1, 1], in: market, portfolio: holding(10, of: 0))
        #expect(long[0].passes)
        #expect(long[1].reason == "correlation_too_high" && long[1].limit == 0.8)
        #expect((long[1].observed - 1).magnitude < 1e-9)
        #expect(long[2].passes)
        let short = try gate.words(of: [1, -1, -1], in: market, portfolio: holding(10, of: 0))
        #expect(short == ["", "", "correlation_too_high"])
        #expect(
            try gate.words(of: [1, 1, 1], in: market, portfolio: holding(-5, of: 0))
                == ["", "", "correlation_too_high"])
    }

    @Test func `nothing held, nothing to move with`() throws {
        let (gate, market) = try gate("")
        #expect(try gate.words(of: [1, 1, 1], in: market) == ["", "", ""])
    }

    @Test func `sizes may shrink by the mean correlation`() throws {
        let (gate, market) = try gate("{ max_correlation: 1, shrink: 0.3, min_bars: 10 }")
        let left = try gate.left(of: [1, 1, 1], in: market, portfolio: holding(10, of: 0))
        #expect(left[0].passes)
        #expect((left[1].scale - 0.7).magnitude < 1e-9 && left[1].reason == "correlation_scaled")
        #expect((left[2].scale - 0.7).magnitude < 1e-9)
        let (floor, quiet) = try self.gate("{ max_correlation: 1, shrink: 1, min_scale: 0.4, min_bars: 10 }")
        #expect(try floor.left(of: [1, 1, 1], in: quiet, portfolio: holding(10, of: 0))[1].scale == 0.4)
    }

    @Test func `a correlation that is not known blocks`() throws {
        let (gate, market) = try gate("{ window: 60, min_bars: 40 }")
        let left = try gate.left(of: [1, 1, 1], in: market, portfolio: holding(10, of: 0))
        #expect(left.map(\.reason) == ["", "correlation_unknown", "correlation_unknown"])
        #expect(left[1].observed == 1)
    }

    @Test func `returns are remembered`() throws {
        let yaml = "{ window: 30, min_bars: 10 }"
        let (gate, market) = try gate(yaml)
        let other = try recalled(gate, yaml, in: context)
        let held = holding(10, of: 0)
        #expect(
            try other.left(of: [1, 1, 1], in: market, portfolio: held)
                == gate.left(of: [1, 1, 1], in: market, portfolio: held))
    }

    @Test(arguments: [
        "max_correlation: 2", "window: 1", "{ window: 10, min_bars: 20 }", "shrink: 2", "min_scale: -1",
    ])
    func `settings have bounds`(yaml: String) { #expect(!CorrelationGate.issues(yaml).isEmpty) }
}
