import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Arbiters

@Suite struct WinnerArbiterTests {
    /// Costs 5 bps whatever the horizon, trades at 4.5.
    private func arbiter(_ more: String = "") throws -> WinnerArbiter {
        try WinnerArbiter.test("{ planned_trade: 0%, k2: 0\(more) }", in: Deciding.context)
    }
    private let decide = Deciding()

    @Test func `the winner takes most and its neighbour the rest`() throws {
        // Nets 5, 25, 35; ranks 3.6, 21.6, 30.2. The neighbour of 60m here is 30m.
        let got = try decide(arbiter(), [10, 30, 40])
        #expect(got.horizon == 2 && got.side == 1 && got.alpha == 40 && isClose(got.cost, 5))
        #expect(isClose(got.net, 0.7 * 35 + 0.3 * 25) && isClose(got.score, 32 / 12.0.squareRoot()))
        let half = try decide(arbiter(", mix: 0.5"), [10, 30, 40])
        #expect(isClose(half.net, 30))
        let apart = try decide(arbiter(", ladder: [5m, 60m]"), [10, 30, 40])
        #expect(isClose(apart.net, 0.7 * 35 + 0.3 * 5))
        let alone = try decide(arbiter(", ladder: [60m]"), [10, 30, 40])
        #expect(isClose(alone.net, 35))
    }

    @Test func `a fall is worth as much as a rise`() throws {
        let got = try decide(arbiter(), [-10, -30, -40])
        #expect(got.side == -1 && isClose(got.net, -32) && got.alpha == -40)
    }

    @Test func `risk is charged or divided by`() throws {
        #expect(try decide(arbiter(", rank: per_risk"), [16, 30, 40]).horizon == 0)
        #expect(try decide(arbiter(", risk_price: 1"), [15, 30, 40]).horizon == 0)
        #expect(try decide(arbiter(", risk_price: 0"), [15, 30, 40]).horizon == 2)
    }

    @Test func `horizons that point apart do not trade against the winner`() throws {
        let got = try decide(arbiter(", mix: 0.2"), [.nan, -30, 40])
        #expect(got.side == 0 && got.reason == "horizons_disagree" && got.horizon == 2)
    }

    @Test func `it trades on its threshold and not below`() throws {
        // 9.5 less 5 over five minutes is 4.5 = 2 + 0.5 x 5.
        #expect(try decide(arbiter(), [9.6, .nan, .nan]).side == 1)
        let below = try decide(arbiter(), [9.4, .nan, .nan])
        #expect(below.side == 0 && below.reason == "below_threshold" && isClose(below.score, 4.4))
        #expect(try decide(arbiter(", base_threshold: 3bps"), [9.6, .nan, .nan]).side == 0)
        #expect(try decide(arbiter(", reserve_spread_multiple: 1"), [9.6, .nan, .nan]).side == 0)
        #expect(try decide(arbiter(", threshold: cost_plus_reserve"), [9.6, .nan, .nan]).side == 0)
        #expect(try decide(arbiter(), [.nan, .nan, 15]).side == 0)
        #expect(try decide(arbiter(", compare: net"), [.nan, .nan, 15]).side == 1)
    }

    @Test func `nothing worth its cost is held, and the nearest is shown`() throws {
        let got = try decide(arbiter(), [4, -3, .nan])
        #expect(got.side == 0 && got.reason == "below_threshold" && got.horizon == 1 && got.alpha == -3)
        #expect(got.net == 0 && got.score == 0)
    }

    @Test func `long only, a fall is no entry and no neighbour`() throws {
        let long = try decide(arbiter(", direction: long_only"), [10, -30, 40])
        #expect(long.side == 1 && long.horizon == 2 && isClose(long.net, 0.7 * 35))
        let fall = try decide(arbiter(", direction: long_only"), [-40, .nan, .nan])
        #expect(fall.side == 0 && fall.reason == "short_not_allowed")
    }

    @Test func `without an alpha or a cost nothing is decided`() throws {
        #expect(try decide(arbiter(), [.nan, .infinity, .nan]).reason == "no_alpha")
        #expect(try decide(arbiter(), [0, .nan, .nan]).reason == "no_alpha")
        #expect(try Deciding(spread: nil)(arbiter(), [10, 30, 40]).reason == "no_quote")
        // Its risk needs a volatility even where waiting costs nothing.
        #expect(try Deciding(volatility: .nan)(arbiter(), [10, 30, 40]).reason == "no_volatility")
        let sized = try WinnerArbiter.test("", in: Deciding.context)
        #expect(try Deciding(tradedValue: .nan)(sized, [10, 30, 40]).reason == "no_traded_value")
        let poor = PortfolioBuilder(instruments: 1, cash: 0).build()
        #expect(try Deciding(portfolio: poor)(sized, [10, 30, 40]).reason == "no_equity")
    }

    @Test func `a learner's weights decide between horizons`() throws {
        #expect(try Deciding(weights: [0.9, 0.05, 0.05])(arbiter(), [15, 30, 40]).horizon == 0)
    }

    @Test(arguments: [
        "mix: 2", "risk_price: -1", "rank: luck", "ladder: [x]", "sessions: { noon: 2, default: 1 }",
    ])
    func `settings have bounds`(yaml: String) { #expect(!WinnerArbiter.issues(yaml).isEmpty) }
}
