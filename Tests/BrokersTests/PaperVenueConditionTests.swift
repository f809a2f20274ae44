import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Brokers

/// Latency, queues, fees, slippage, rejects and margin at `broker.paper`.
@Suite struct PaperVenueConditionTests {
    private static let plain = "slippage: 0bps, max_participation: null"
    private static let bar = MarketBar(50, open: 49, high: 51, low: 48, volume: 100, spread: 0)

    private func venue(_ yaml: String, cash: Int = 100_000) throws -> PaperVenue {
        let venue = try PaperVenue("{ cash: \(cash) USD, \(yaml) }", instruments: 1)
        _ = try venue.next([MarketBar(50, spread: 0)])
        return venue
    }

    private func words(_ venue: PaperVenue, _ bar: MarketBar? = bar) throws -> [String] {
        try venue.next([bar]).map(\.event.inWords)
    }

    @Test func `an order that is on its way misses the open and trades at the close`() throws {
        let venue = try venue("\(Self.plain), fee: 0bps, latency: 10s")
        _ = venue.send(.buy, Amount(10))
        #expect(try words(venue) == ["filled 10 at 50 for 0"])
        let slow = try self.venue("\(Self.plain), fee: 0bps, latency: 90s")
        _ = slow.send(.buy, Amount(10))
        #expect(try words(slow) == [])
        #expect(try words(slow) == ["filled 10 at 50 for 0"])
    }

    @Test func `an order sent between cycles never sees the bar that was there, nor the next one's open`()
        throws
    {
        let venue = try venue("\(Self.plain), fee: 0bps")
        #expect(try venue.between(after: .seconds(20)).isEmpty)
        _ = venue.send(.buy, Amount(10))
        #expect(try venue.between(after: .seconds(20)).isEmpty)
        #expect(try words(venue) == ["filled 10 at 50 for 0"])
        _ = venue.send(.buy, Amount(10))
        #expect(try venue.between(after: .seconds(20)).isEmpty)
        #expect(try words(venue) == ["filled 10 at 49 for 0"])
    }

    @Test func `a waiting order fills when the bar has traded so many times its quantity`() throws {
        let venue = try venue("\(Self.plain), fee: 0bps, queue_factor: 2")
        _ = venue.send(.buy, Amount(51), pricing: .limit(Amount(48)))
        _ = venue.send(.buy, Amount(50), pricing: .limit(Amount(48)))
        #expect(try words(venue) == ["filled 50 at 48 for 0"])
    }

    @Test func `an order that waited pays the maker's fee`() throws {
        let venue = try venue("\(Self.plain), fee: 10bps, maker_fee: 1bps")
        _ = venue.send(.buy, Amount(10), pricing: .limit(Amount(48)))
        _ = venue.send(.buy, Amount(10))
        #expect(try words(venue) == ["filled 10 at 48 for 0.048", "filled 10 at 49 for 0.49"])
        let rebate = try self.venue("\(Self.plain), fee: 10bps, maker_fee: -1bps")
        _ = rebate.send(.buy, Amount(10), pricing: .limit(Amount(48)))
        #expect(try words(rebate) == ["filled 10 at 48 for -0.048"])
    }

    @Test func `fees fall with the value traded in thirty days`() throws {
        let tiers = "fee_tiers: [{ taker: 10bps }, { from: 1000 USD, taker: 5bps }]"
        let venue = try venue("\(Self.plain), \(tiers)")
        func fee() throws -> String? {
            _ = venue.send(.buy, Amount(20))
            return try words(venue, MarketBar(50, spread: 0)).first
        }
        #expect(try fee() == "filled 20 at 50 for 1")
        #expect(try fee() == "filled 20 at 50 for 0.5")
        venue.pass(.days(29))
        #expect(try fee() == "filled 20 at 50 for 0.5")
        venue.pass(.days(40))
        #expect(try fee() == "filled 20 at 50 for 1")
    }

    @Test func `a table of fees says of which day it is`() throws {
        let tiers = "fee_tiers: [{ maker: -1bps, taker: 10bps }]"
        let dated = try PaperBroker.test("{ \(tiers), fees_as_of: 2026-01-31 }", in: .test())
        #expect(dated.remarks.first?.contains("fees by 1 tiers of 2026-01-31") == true)
        let undated = try PaperBroker.test("{ \(tiers) }", in: .test())
        #expect(undated.remarks.first?.contains("of an unknown day") == true)
    }

    @Test func `slippage may grow with the size`() throws {
        let square = try venue(
            "slippage: 5bps, slippage_model: square_root, impact: 100bps, fee: 0bps, max_participation: null")
        _ = square.send(.buy, Amount(20))
        // 20 of 500 pay 5 + 100 x sqrt(0.04) = 25bps.
        #expect(
            try words(square, MarketBar(50, volume: 500, spread: 0)) == ["filled 20 at 50.125 for 0"])
        _ = square.send(.buy, Amount(20))
        #expect(try words(square, MarketBar(50, volume: 0, spread: 0)) == [])
        let grown = try venue(
            "slippage: 5bps, slippage_model: volume_based, fee: 0bps, max_participation: null",
            cash: 9_000_000)
        _ = grown.send(.buy, Amount(50_000))
        #expect(try words(grown, MarketBar(50, spread: 0)) == ["filled 50000 at 50.05 for 0"])
    }

    @Test func `orders are rejected at random, alike in each run`() throws {
        func rejected() throws -> [Bool] {
            let venue = try venue("\(Self.plain), rejects: 30%")
            return (0..<200).map { _ in
                venue.send(.buy, Amount(1), pricing: .limit(Amount(1)))?.inWords
                    == "rejected rejected_by_chance"
            }
        }
        let first = try rejected()
        #expect(try first == rejected())
        #expect((30...90).contains(first.count { $0 }))
        #expect(try venue("\(Self.plain), rejects: 100%").send(.buy, Amount(1)) != .accepted)
    }

    @Test func `with leverage all holdings are worth at most so many times the equity`() throws {
        let venue = try venue("\(Self.plain), fee: 0bps, leverage: 2", cash: 1_000)
        #expect(venue.send(.buy, Amount(41))?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.buy, Amount(30)) == .accepted)
        #expect(venue.send(.sell, Amount(11))?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.sell, Amount(10)) == .accepted)
        _ = venue.cancel(4)
        _ = try words(venue, MarketBar(50, spread: 0))
        #expect(venue.cash == Amount(-500))
        #expect(venue.send(.buy, Amount(11))?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.buy, Amount(10)) == .accepted)
        // What only closes always passes.
        #expect(venue.send(.sell, Amount(30)) == .accepted)
    }

    @Test func `each trade has a number`() throws {
        let venue = try venue("\(Self.plain)")
        _ = venue.send(.buy, Amount(1))
        _ = venue.send(.buy, Amount(1))
        #expect(try venue.next([Self.bar]).map(\.fill) == [.number(1), .number(2)])
        _ = venue.send(.buy, Amount(1))
        #expect(try venue.next([Self.bar]).map(\.fill) == [.number(3)])
    }

    @Test(arguments: [
        "queue_factor: -1", "latency: 2h", "rejects: 101%", "leverage: 0.5", "impact: -1bps",
        "slippage_model: linear", "maker_fee: -101bps", "fee_tiers: [{ from: 5 USD }]",
        "fee_tiers: [{ from: 0 USD }, { from: 0 USD }]", "fee_tiers: [{ taker: 1001bps }]",
        "fees_as_of: 2026-01-31", "fee_tiers: [{ taker: 1bps }], fees_as_of: lately",
    ])
    func `settings have bounds and do not contradict`(yaml: String) {
        #expect(!PaperBroker.Settings.issues(yaml).isEmpty)
    }
}
