import Foundation
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Arbiters

@Suite struct SoftmaxArbiterTests {
    private func arbiter(_ more: String = "") throws -> SoftmaxArbiter {
        try SoftmaxArbiter.test("{ planned_trade: 0%, k2: 0\(more) }", in: Deciding.context)
    }
    private let decide = Deciding()

    @Test func `a worked number`() throws {
        // Edges 5, 25, 35 for risks of 14, 14 x sqrt(6) and 14 x sqrt(12), times 2.
        let exponents = zip([5.0, 25, 35], [1.0, 6, 12]).map { 2 * $0 / (14 * $1.squareRoot()) }
        let powers = exponents.map { exp($0) }
        let net = zip(powers, [5.0, 25, 35]).map { $0 * $1 }.reduce(0, +) / powers.reduce(0, +)
        let got = try decide(arbiter(), [10, 30, 40])
        #expect(got.horizon == 1 && got.side == 1 && got.alpha == 30 && isClose(got.cost, 5))
        #expect((got.net - net).magnitude < 1e-6 && (got.score - net / 6.0.squareRoot()).magnitude < 1e-6)
    }

    @Test func `a fall weighs as a rise does`() throws {
        let up = try decide(arbiter(), [10, 30, 40])
        let down = try decide(arbiter(), [-10, -30, -40])
        #expect(down.side == -1 && down.net == -up.net && down.horizon == up.horizon)
    }

    @Test func `without preference all horizons weigh alike, and much of it takes the best`() throws {
        #expect(try isClose(decide(arbiter(", beta: 0"), [10, 30, 40]).net, 65 / 3.0))
        #expect(try isClose(decide(arbiter(", beta: 100"), [10, 30, 30]).net, 25))
    }

    @Test func `a horizon without an alpha has no part`() throws {
        #expect(try isClose(decide(arbiter(), [.nan, 30, .infinity]).net, 25))
        #expect(try decide(arbiter(), [.nan, .nan, .nan]).reason == "no_alpha")
    }

    @Test func `it trades when all together are worth it`() throws {
        #expect(try decide(arbiter(), [6, 6, 6]).reason == "below_threshold")
        #expect(try decide(arbiter(), [4, 4, 4]).net == 0)
        #expect(
            try decide(arbiter(", base_threshold: 0bps, reserve_spread_multiple: 0"), [6, 6, 6]).side == 1)
        #expect(try decide(arbiter(", compare: net, base_threshold: 30bps"), [10, 30, 40]).side == 0)
    }

    @Test func `horizons that point apart cancel, and never trade against the heaviest`() throws {
        let got = try decide(arbiter(", beta: 0"), [-20, 100, 90])
        #expect(got.side == 0 && got.reason == "horizons_disagree" && got.horizon == 0)
    }

    @Test func `long only, what is left may be negative`() throws {
        let got = try decide(arbiter(", direction: long_only, beta: 0"), [10, 30, -40])
        #expect(isClose(got.net, (5 + 25 - 45) / 3.0) && got.side == 0)
        #expect(
            try decide(arbiter(", direction: long_only"), [-40, .nan, .nan]).reason == "short_not_allowed")
    }

    @Test func `all may be decided for the common horizon`() throws {
        let context = StageContext.test(
            instruments: ["AAA", "BBB", "CCC"], horizons: ["5m", "30m", "60m"], every: .minutes(5))
        func horizons(_ choice: String) throws -> [Double] {
            let arbiter = try SoftmaxArbiter.test(
                "{ planned_trade: 0%, k2: 0, beta: 20, horizon: \(choice) }", in: context)
            let market = MarketFrame.test(
                (0..<3).map { _ in MarketBar(100, spread: 5) }, volatility: 0.0014, barMinutes: 5)
            let alphas = AlphaFrame(instruments: 3, horizons: 3)
            for (instrument, row) in [[90.0, 30, 20], [90, 30, 20], [10, 20, 300]].enumerated() {
                for (horizon, alpha) in row.enumerated() {
                    alphas.column(horizon: horizon)[instrument] = alpha
                }
            }
            let decisions = DecisionFrame(count: 3)
            let portfolio = PortfolioBuilder(instruments: 3).build()
            try arbiter.decide(.test(portfolio: portfolio), alphas, market, nil, into: decisions)
            return withExtendedLifetime(decisions) { (0..<3).map { decisions.horizon[$0] } }
        }
        #expect(try horizons("own") == [0, 0, 2])
        #expect(try horizons("common") == [0, 0, 0])
    }

    @Test func `what is unknown holds`() throws {
        #expect(try Deciding(spread: nil)(arbiter(), [10, 30, 40]).reason == "no_quote")
        #expect(try Deciding(volatility: .nan)(arbiter(), [10, 30, 40]).reason == "no_volatility")
    }

    @Test func `a learner's weights pull`() throws {
        let got = try Deciding(weights: [0.98, 0.01, 0.01])(arbiter(), [15, 30, 40])
        #expect(got.horizon == 0)
    }

    @Test(arguments: ["beta: -1", "horizon: 5m", "sessions: { noon: 2, default: 1 }"])
    func `settings have bounds`(yaml: String) { #expect(!SoftmaxArbiter.issues(yaml).isEmpty) }
}
