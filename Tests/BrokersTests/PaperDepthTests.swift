import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Brokers

/// Orders that walk the made-up book of `broker.paper`, and wait in it.
@Suite struct PaperDepthTests {
    private static let plain = "slippage: 0bps, fee: 0bps, max_participation: null, slippage_model: book"

    private func bar(_ volume: Double = 1_000, low: Double = 50, high: Double = 50) -> MarketBar {
        MarketBar(50, open: 50, high: high, low: low, volume: volume, spread: 0)
    }

    private func venue(_ yaml: String, volume: Double = 1_000) throws -> PaperVenue {
        let venue = try PaperVenue("{ \(Self.plain), \(yaml) }", instruments: 1)
        _ = try venue.next([bar(volume)])
        return venue
    }

    private func words(_ venue: PaperVenue, _ bar: MarketBar) throws -> [String] {
        try venue.next([bar]).map(\.event.inWords)
    }

    /// A level has 1% of 10,000: 100 at 50 and 50 of the next 100 at 50.005.
    @Test func `a large order pays for the levels that it takes`() throws {
        let venue = try venue("book_levels: 10")
        _ = venue.send(.buy, Amount(150))
        _ = venue.send(.sell, Amount(100))
        let told = try words(venue, bar(10_000))
        #expect(told == ["filled 150 at 50.001666666667 for 0", "filled 100 at 50 for 0"])
    }

    @Test func `what the book does not have stays open, and what one took is gone for the next`() throws {
        let venue = try venue("book_size: 100, book_levels: 2, book_tick: 10bps, book_decay: 0.5")
        _ = venue.send(.buy, Amount(120))
        _ = venue.send(.buy, Amount(60))
        _ = venue.send(.sell, Amount(150))
        // 100 at 50 and 20 at 50.05; 30 of the rest; the other side is whole.
        #expect(
            try words(venue, bar()) == [
                "filled 120 at 50.008333333333 for 0", "filled 30 at 50.05 for 0",
                "filled 150 at 49.983333333333 for 0",
            ])
        #expect(try words(venue, bar()) == ["filled 30 at 50 for 0"])
    }

    @Test func `a limit ends the walk, and an order for at once keeps nothing open`() throws {
        let venue = try venue("book_size: 100, book_levels: 5, book_tick: 10bps")
        _ = venue.send(
            .buy, Amount(500), pricing: .limit(.test("50.06")), timeInForce: .immediateOrCancel)
        _ = venue.send(.buy, Amount(600), timeInForce: .fillOrKill)
        #expect(try words(venue, bar()) == ["filled 200 at 50.025 for 0", "expired", "expired"])
    }

    @Test func `slippage comes on top`() throws {
        let venue = try PaperVenue(
            "{ slippage: 10bps, fee: 0bps, max_participation: null, slippage_model: book, book_size: 100 }",
            instruments: 1)
        _ = try venue.next([bar()])
        _ = venue.send(.buy, Amount(100))
        #expect(try words(venue, bar()) == ["filled 100 at 50.05 for 0"])
    }

    @Test func `a book of unknown volume takes no order, and one of no volume fills none`() throws {
        let venue = try venue("book_levels: 10", volume: .nan)
        #expect(venue.send(.buy, Amount(1))?.inWords == "rejected volume_unknown")
        let empty = try self.venue("book_levels: 10")
        _ = empty.send(.buy, Amount(1))
        #expect(try words(empty, bar(0)) == [])
        #expect(try words(empty, bar()) == ["filled 1 at 50 for 0"])
    }

    @Test func `what stands before a waiting order trades first`() throws {
        let venue = try venue("queue: true, book_size: 500, book_tick: 0bps")
        _ = venue.send(.buy, Amount(100), pricing: .limit(Amount(49)))
        #expect(try words(venue, bar()) == [])
        // 500 are before it: 300 trade, then 250, of which 50 are for it, then the rest.
        #expect(try words(venue, bar(300, low: 49)) == [])
        #expect(try words(venue, bar(250, low: 49)) == ["filled 50 at 49 for 0"])
        #expect(try words(venue, bar(250, low: 49)) == ["filled 50 at 49 for 0"])
    }

    @Test func `a market that goes through the price clears the queue`() throws {
        let venue = try venue("queue: true, book_size: 500, book_tick: 0bps")
        _ = venue.send(.buy, Amount(100), pricing: .limit(Amount(49)))
        #expect(try words(venue, bar()) == [])
        #expect(try words(venue, bar(10, low: 48.99)) == ["filled 100 at 49 for 0"])
        let sale = try self.venue("queue: true, book_size: 500, book_tick: 0bps")
        _ = sale.send(.sell, Amount(100), pricing: .limit(Amount(51)))
        #expect(try words(sale, bar()) == [])
        #expect(try words(sale, bar(499, high: 51)) == [])
        #expect(try words(sale, bar(499, high: 51.01)) == ["filled 100 at 51 for 0"])
    }

    @Test func `a place in the queue outlives the process`() throws {
        let yaml = "queue: true, book_size: 500, book_tick: 0bps"
        let venue = try venue(yaml)
        _ = venue.send(.buy, Amount(100), pricing: .limit(Amount(49)))
        _ = try words(venue, bar())
        _ = try words(venue, bar(300, low: 49))
        var writer = MemoryWriter()
        venue.broker.remember(into: &writer)
        let next = try self.venue(yaml)
        var reader = MemoryReader(writer.words)
        try next.broker.recall(from: &reader)
        next.pass(.minutes(10))
        #expect(try words(next, bar(250, low: 49)) == ["filled 50 at 49 for 0"])
    }

    @Test(arguments: [
        "queue: true", "slippage_model: book, book_levels: 1000, book_tick: 10bps",
        "book_levels: 0", "book_decay: 0", "book_size: 0", "book_share: 0%",
    ])
    func `settings that make no book are found`(yaml: String) {
        #expect(!PaperBroker.Settings.issues(yaml).isEmpty)
    }
}
