import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Brokers

/// Limit orders at `broker.paper`: they rest until they are touched, and never fill at a worse price.
@Suite struct PaperLimitOrderTests {
    private static let plain = "slippage: 0bps, fee: 0bps, max_participation: null"

    private func fills(
        _ side: Side, limit: Int, _ bars: [MarketBar], fillAt: String = "open"
    ) throws -> [String] {
        let venue = try PaperVenue("{ fill_at: \(fillAt), \(Self.plain) }", instruments: 1)
        _ = try venue.next([MarketBar(50, spread: 0)])
        #expect(venue.send(side, Amount(10), pricing: .limit(Amount(limit))) == .accepted)
        return try bars.flatMap { try venue.next([$0]) }.map(\.event.inWords)
    }

    @Test func `a buy rests while the bar stays above its limit`() throws {
        let bars = [
            MarketBar(50, open: 51, high: 52, low: 49.5, spread: 0),
            MarketBar(50, high: 50, low: 49, spread: 0),
        ]
        #expect(try fills(.buy, limit: 49, bars) == ["filled 10 at 49 for 0"])
        #expect(try fills(.buy, limit: 48, bars) == [])
    }

    @Test func `a buy fills at the open where that is better`() throws {
        #expect(try fills(.buy, limit: 49, [MarketBar(47, open: 46, spread: 0)]) == ["filled 10 at 46 for 0"])
        #expect(try fills(.buy, limit: 60, [MarketBar(50, open: 51, spread: 0)]) == ["filled 10 at 51 for 0"])
    }

    @Test func `a sale mirrors it`() throws {
        let bars = [MarketBar(50, high: 51, low: 49, spread: 0), MarketBar(50, high: 52, low: 49, spread: 0)]
        #expect(try fills(.sell, limit: 52, bars) == ["filled 10 at 52 for 0"])
        #expect(try fills(.sell, limit: 53, bars) == [])
        #expect(
            try fills(.sell, limit: 52, [MarketBar(54, open: 55, spread: 0)]) == ["filled 10 at 55 for 0"])
    }

    @Test func `at quotes the ask and the bid have to reach it`() throws {
        // The quote is 200bps wide: 49.5 and 50.5 round a close of 50.
        let low = MarketBar(50, high: 60, low: 40, spread: 200)
        #expect(try fills(.buy, limit: 50, [low], fillAt: "quote") == [])
        #expect(try fills(.buy, limit: 51, [low], fillAt: "quote") == ["filled 10 at 50.5 for 0"])
        #expect(try fills(.sell, limit: 50, [low], fillAt: "quote") == [])
        #expect(try fills(.sell, limit: 49, [low], fillAt: "quote") == ["filled 10 at 49.5 for 0"])
    }

    @Test func `slippage never takes a fill beyond the limit`() throws {
        let venue = try PaperVenue("{ slippage: 100bps, fee: 0bps, max_participation: null }", instruments: 1)
        _ = try venue.next([MarketBar(50, spread: 0)])
        _ = venue.send(.buy, Amount(10), pricing: .limit(Amount(50)))
        // The open of 49.8 becomes 50.298, above the limit, which the low of 49 touches.
        let fills = try venue.next([MarketBar(50, open: 49.8, low: 49, spread: 0)])
        #expect(fills.map(\.event.inWords) == ["filled 10 at 50 for 0"])
    }

    @Test func `a bar without prices touches nothing`() throws {
        #expect(
            try fills(.buy, limit: 49, [MarketBar(50, open: .nan, high: .nan, low: .nan, spread: 0)]) == [])
    }

    @Test func `a limit that is no price is rejected`() throws {
        let venue = try PaperVenue("", instruments: 1)
        _ = try venue.next([MarketBar(50)])
        for limit in [Amount.zero, Amount(-1)] {
            #expect(venue.send(.buy, Amount(1), pricing: .limit(limit))?.inWords == "rejected invalid_price")
        }
    }
}
