import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Brokers

/// Stops, times in force and the flags of orders at `broker.paper`.
@Suite struct PaperOrderTypeTests {
    private static let plain = "slippage: 0bps, fee: 0bps, max_participation: null"

    private func venue(_ yaml: String = "", cash: Int = 100_000) throws -> PaperVenue {
        let venue = try PaperVenue("{ cash: \(cash) USD, \(Self.plain)\(yaml) }", instruments: 1)
        _ = try venue.next([MarketBar(50, spread: 0)])
        return venue
    }

    private func words(_ venue: PaperVenue, _ bar: MarketBar?) throws -> [String] {
        try venue.next([bar]).map(\.event.inWords)
    }

    private static func bar(_ open: Double, _ high: Double, _ low: Double, _ close: Double) -> MarketBar {
        MarketBar(close, open: open, high: high, low: low, spread: 0)
    }

    @Test func `a stop is woken by the open and trades there`() throws {
        let venue = try venue()
        #expect(venue.send(.buy, Amount(10), pricing: .stop(trigger: Amount(52))) == .accepted)
        #expect(try words(venue, Self.bar(50, 51, 49, 51)) == [])
        #expect(try words(venue, Self.bar(53, 54, 52, 53)) == ["filled 10 at 53 for 0"])
    }

    @Test func `a stop that is woken on the way trades from its trigger on`() throws {
        let venue = try venue()
        _ = venue.send(.buy, Amount(10), pricing: .stop(trigger: Amount(52)))
        #expect(try words(venue, Self.bar(50, 54, 49, 53)) == ["filled 10 at 52 for 0"])
        _ = venue.send(.sell, Amount(10), pricing: .stop(trigger: Amount(45)))
        #expect(try words(venue, Self.bar(50, 51, 44, 50)) == ["filled 10 at 45 for 0"])
    }

    @Test func `a stop with a limit trades within it, or rests at it once woken`() throws {
        let venue = try venue()
        let pricing = OrderPricing.stopLimit(trigger: Amount(52), limit: Amount(53))
        _ = venue.send(.buy, Amount(10), pricing: pricing)
        #expect(try words(venue, Self.bar(50, 54, 49, 53)) == ["filled 10 at 52 for 0"])
        _ = venue.send(.buy, Amount(10), pricing: pricing)
        #expect(try words(venue, Self.bar(55, 56, 54, 55)) == [])
        // Woken before, it is a limit order from here on, whatever the trigger.
        #expect(try words(venue, Self.bar(54, 55, 51, 51)) == ["filled 10 at 53 for 0"])
    }

    @Test func `at quotes a stop is woken by the side it trades at`() throws {
        let venue = try PaperVenue("{ fill_at: quote, \(Self.plain) }", instruments: 1)
        _ = try venue.next([MarketBar(50, spread: 200)])
        _ = venue.send(.buy, Amount(10), pricing: .stop(trigger: Amount(51)))
        #expect(try words(venue, MarketBar(50, high: 60, spread: 200)) == [])
        #expect(try words(venue, MarketBar(51, spread: 200)) == ["filled 10 at 51.51 for 0"])
    }

    @Test func `what must trade at once trades at its event or not at all`() throws {
        let venue = try venue(", slippage_model: fixed")
        _ = venue.send(.buy, Amount(10), pricing: .limit(Amount(49)), timeInForce: .immediateOrCancel)
        // The low touches the limit, but later than at once.
        #expect(try words(venue, Self.bar(50, 51, 48, 50)) == ["expired"])
        _ = venue.send(.buy, Amount(10), pricing: .limit(Amount(51)), timeInForce: .immediateOrCancel)
        #expect(try words(venue, nil) == [])
        #expect(try words(venue, Self.bar(50, 51, 48, 50)) == ["filled 10 at 50 for 0"])
    }

    @Test func `a part of an order for at once trades and the rest expires, all or nothing does not`() throws
    {
        let venue = try PaperVenue("{ slippage: 0bps, fee: 0bps, max_participation: 10% }", instruments: 1)
        let bar = MarketBar(50, volume: 100, spread: 0)
        _ = try venue.next([bar])
        _ = venue.send(.buy, Amount(30), timeInForce: .immediateOrCancel)
        #expect(try words(venue, bar) == ["filled 10 at 50 for 0", "expired"])
        _ = venue.send(.buy, Amount(30), timeInForce: .fillOrKill)
        #expect(try words(venue, bar) == ["expired"])
        _ = venue.send(.buy, Amount(10), timeInForce: .fillOrKill)
        #expect(try words(venue, bar) == ["filled 10 at 50 for 0"])
    }

    @Test func `a day order ends with the first session that it stood in`() throws {
        let venue = try venue()
        _ = venue.send(.buy, Amount(10), pricing: .limit(Amount(40)), timeInForce: .day)
        #expect(try words(venue, Self.bar(50, 51, 49, 50)) == [])
        venue.pass(.days(1))
        #expect(try words(venue, Self.bar(50, 51, 39, 50)) == ["expired"])
        // Sent when the session's last cycle is over, it stands in the next one.
        _ = venue.send(.buy, Amount(10), pricing: .limit(Amount(40)), timeInForce: .day)
        venue.pass(.days(1))
        #expect(try words(venue, Self.bar(50, 51, 39, 50)) == ["filled 10 at 40 for 0"])
    }

    @Test func `an order to a moment ends after it`() throws {
        let venue = try venue()
        let end = venue.now + .minutes(2)
        _ = venue.send(.buy, Amount(10), pricing: .limit(Amount(40)), timeInForce: .goodTil(end))
        _ = venue.send(.buy, Amount(5), pricing: .limit(Amount(40)))
        for _ in 0..<2 { #expect(try words(venue, Self.bar(50, 51, 49, 50)) == []) }
        #expect(try words(venue, Self.bar(50, 51, 39, 50)) == ["expired", "filled 5 at 40 for 0"])
    }

    @Test func `an order that may only add is rejected where it would trade`() throws {
        let venue = try PaperVenue("{ \(Self.plain) }", instruments: 1)
        _ = try venue.next([MarketBar(50, spread: 200)])
        func send(_ side: Side, _ limit: String) -> String? {
            venue.send(side, Amount(1), pricing: .limit(.test(limit)), isPostOnly: true)?.inWords
        }
        #expect(send(.buy, "50.5") == "rejected post_only_cross")
        #expect(send(.buy, "50.49") == "accepted")
        #expect(send(.sell, "49.5") == "rejected post_only_cross")
        #expect(send(.sell, "49.51") == "accepted")
    }

    @Test func `an order that only reduces is cut to what is held, and two exits may rest for one holding`()
        throws
    {
        let venue = try venue(", allow_short: false")
        #expect(venue.send(.sell, Amount(10), isReduceOnly: true)?.inWords == "rejected not_reducing")
        _ = venue.send(.buy, Amount(10))
        _ = try words(venue, Self.bar(50, 50, 50, 50))
        _ = venue.send(.sell, Amount(10), pricing: .limit(Amount(52)), isReduceOnly: true)
        _ = venue.send(.sell, Amount(15), pricing: .stop(trigger: Amount(48)), isReduceOnly: true)
        // Both are reached in one bar: the first takes all, and nothing is left to be reduced.
        #expect(
            try words(venue, Self.bar(50, 53, 47, 50)) == ["filled 10 at 52 for 0", "cancelled not_reducing"])
        #expect(venue.held() == .zero)
    }

    @Test(arguments: [OrderPricing.stop(trigger: .zero), .stopLimit(trigger: Amount(1), limit: Amount(-1))])
    func `a price that is none is rejected`(pricing: OrderPricing) throws {
        #expect(try venue().send(.buy, Amount(1), pricing: pricing)?.inWords == "rejected invalid_price")
    }

    @Test func `a bar without prices wakes nothing`() throws {
        let venue = try venue()
        _ = venue.send(.buy, Amount(10), pricing: .stop(trigger: Amount(52)))
        #expect(try words(venue, MarketBar(50, open: .nan, high: .nan, low: .nan, spread: 0)) == [])
    }
}
