import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct ModelHealthGateTests {
    private let context = StageContext.letters(2, members: ["good", "bad"], every: .minutes(5))

    /// Runs a market in which the first member knows the next bar and the second one believes the opposite.
    private func run(
        _ gate: ModelHealthGate, cycles: Int, seed: UInt64 = 4, speaking: [Bool] = [true, true]
    ) throws -> [[Left]] {
        var dice = Dice(seed: seed)
        var prices = [100.0, 50]
        var moves = [0.0, 0]
        return try (0..<cycles).map { _ in
            prices = zip(prices, moves).map { $0 * (1 + $1) }
            moves = prices.map { _ in 0.01 * dice.normal() }
            let forecasts = ForecastFrame(instruments: 2, horizons: 3, members: 2)
            for index in 0..<2 {
                if speaking[0] { forecasts.column(member: 0, horizon: 0)[index] = moves[index] * 1e4 }
                if speaking[1] { forecasts.column(member: 1, horizon: 0)[index] = -moves[index] * 1e4 }
            }
            let market = MarketFrame.test(prices.map { MarketBar($0) }, barMinutes: 5)
            return try gate.left(of: [1, -1], in: market, GateEvidence(forecasts: forecasts))
        }
    }

    @Test func `a member that forecasts badly goes into quarantine`() throws {
        let gate = try ModelHealthGate.test("{ min_samples: 10, patience: 2, min_healthy: 60% }", in: context)
        let last = try run(gate, cycles: 40)[39]
        #expect(last.allSatisfy { $0.reason == "models_unhealthy" && $0.observed == 50 && $0.limit == 60 })
        let half = try ModelHealthGate.test("{ min_samples: 10, patience: 2 }", in: context)
        #expect(try run(half, cycles: 40)[39].allSatisfy(\.passes))
    }

    @Test func `only members that forecast have a say`() throws {
        let good = try ModelHealthGate.test("{ min_samples: 10, min_healthy: 100% }", in: context)
        #expect(try run(good, cycles: 40, speaking: [true, false])[39].allSatisfy(\.passes))
        let none = try ModelHealthGate.test("{ min_samples: 10 }", in: context)
        #expect(try run(none, cycles: 40, speaking: [false, false])[39][0].reason == "health_unknown")
        #expect(
            try none.words(of: [1, 1], in: .test([MarketBar(1), MarketBar(1)])) == [
                "health_unknown", "health_unknown",
            ])
    }

    @Test func `in the warm-up a member counts as is said`() throws {
        let block = try ModelHealthGate.test("min_samples: 50", in: context)
        let early = try run(block, cycles: 20)[19]
        #expect(early.allSatisfy { $0.reason == "health_unknown" })
        let pass = try ModelHealthGate.test("{ min_samples: 50, warm_up: pass }", in: context)
        #expect(try run(pass, cycles: 20)[19].allSatisfy(\.passes))
    }

    @Test func `the past is remembered`() throws {
        let yaml = "{ min_samples: 10, patience: 2, min_healthy: 60%, window: 20 }"
        let gate = try ModelHealthGate.test(yaml, in: context)
        _ = try run(gate, cycles: 30)
        let other = try recalled(gate, yaml, in: context)
        #expect(try run(other, cycles: 1, seed: 9) == run(gate, cycles: 1, seed: 9))
    }

    @Test func `the horizon is one of the pipeline`() {
        #expect(!ModelHealthGate.issues("horizon: 7m", in: context).isEmpty)
        #expect(ModelHealthGate.issues("horizon: 15m", in: context).isEmpty)
    }

    @Test(arguments: [
        "min_ic: 2", "{ min_ic: 0.1, release_ic: 0.05 }", "patience: 0", "window: 0", "min_samples: 1",
        "min_healthy: 101%", "warm_up: maybe",
    ])
    func `settings have bounds`(yaml: String) { #expect(!ModelHealthGate.issues(yaml, in: context).isEmpty) }
}
