import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Brokers

/// What `broker.paper` lists of its account, and how it goes on after a restart.
@Suite struct PaperListingTests {
    private static let plain = "slippage: 0bps, fee: 0bps, max_participation: null"
    private let bars: [MarketBar?] = [MarketBar(50, spread: 0), MarketBar(50, spread: 0)]

    private func venue(_ yaml: String = plain) throws -> PaperVenue {
        let venue = try PaperVenue("{ \(yaml) }")
        _ = try venue.next(bars)
        return venue
    }

    @Test func `a listing has open orders, the account, and the trades behind its mark`() throws {
        let venue = try venue()
        let empty = try #require(venue.broker.listing(after: nil))
        #expect(empty.isComplete && empty.openOrders.isEmpty && empty.fills.isEmpty)
        _ = venue.send(.buy, Amount(10))
        _ = venue.send(.buy, Amount(7), of: 1, pricing: .limit(Amount(40)))
        _ = try venue.next(bars)
        let first = try #require(venue.broker.listing(after: empty.mark))
        #expect(first.openOrders.map(\.clientID) == [ClientOrderID(high: 0, low: 2)])
        #expect(first.openOrders.first?.quantity == Amount(7) && first.openOrders.first?.filled == .zero)
        #expect(first.fills.map(\.clientID) == [ClientOrderID(high: 0, low: 1)])
        #expect(first.fills.first?.fill == .number(1))
        #expect(first.account.holdings == [Amount(10), .zero])
        #expect(first.account.cash.amount == Amount(99_500))
        _ = venue.send(.sell, Amount(4))
        _ = try venue.next(bars)
        let second = try #require(venue.broker.listing(after: first.mark))
        #expect(second.fills.map(\.fill) == [.number(2)])
        #expect(try #require(venue.broker.listing(after: second.mark)).fills.isEmpty)
        #expect(try #require(venue.broker.listing(after: nil)).fills.count == 2)
        #expect(try #require(venue.broker.listing(after: "what is this")).fills.count == 2)
    }

    @Test func `an order in part shows how much of it has traded`() throws {
        let venue = try venue("slippage: 0bps, fee: 0bps, max_participation: 10%")
        _ = venue.send(.buy, Amount(25))
        _ = try venue.next([MarketBar(50, volume: 100, spread: 0), nil])
        let order = try #require(venue.broker.listing(after: nil)?.openOrders.first)
        #expect(order.quantity == Amount(25) && order.filled == Amount(10))
    }

    @Test func `charges are listed like trades`() throws {
        let venue = try venue("\(Self.plain), funding_rate: 1bps, funding_every: 1m")
        _ = venue.send(.buy, Amount(10))
        _ = try venue.next(bars)
        let mark = venue.broker.listing(after: nil)?.mark
        _ = try venue.next(bars)
        _ = try venue.next(bars)
        let listing = try #require(venue.broker.listing(after: mark))
        #expect(listing.charges.map(\.id) == [.number(1), .number(2)])
        #expect(listing.charges.allSatisfy { $0.instrument == 0 && $0.amount == .test("-0.05") })
        #expect(venue.broker.listing(after: listing.mark)?.charges.isEmpty == true)
    }

    @Test func `a broker that is remembered lists the same account and open orders`() throws {
        let venue = try venue()
        _ = venue.send(.buy, Amount(10))
        _ = venue.send(.buy, Amount(7), of: 1, pricing: .limit(Amount(40)))
        _ = try venue.next(bars)
        let before = try #require(venue.broker.listing(after: nil))
        var writer = MemoryWriter()
        venue.broker.remember(into: &writer)
        let next = try PaperVenue("{ \(Self.plain) }")
        var reader = MemoryReader(writer.words)
        try next.broker.recall(from: &reader)
        let after = try #require(next.broker.listing(after: before.mark))
        #expect(after.isComplete && after.fills.isEmpty)
        #expect(after.openOrders == before.openOrders)
        #expect(after.account == before.account && after.mark == before.mark)
    }

    @Test func `without its memory it goes on with what the ledger has, and counts on`() throws {
        let venue = try PaperVenue("{ \(Self.plain) }")
        let account = BrokerAccount(
            cash: Money(amount: Amount(5_000), currency: .usd), holdings: [Amount(-3), Amount(8)])
        venue.broker.resume(LeftAccount(account, lastFill: 41, lastCharge: 7))
        #expect(venue.broker.account() == account)
        _ = try venue.next(bars)
        _ = venue.send(.sell, Amount(8), of: 1)
        let told = try venue.next(bars)
        #expect(told.map(\.fill) == [.number(42)])
        #expect(venue.broker.listing(after: nil)?.mark == "42 7")
        // An account of another universe is none.
        let other = BrokerAccount(cash: account.cash, holdings: [Amount(1)])
        venue.broker.resume(LeftAccount(other, lastFill: 1, lastCharge: 1))
        #expect(venue.held(1).isZero && venue.held(0) == Amount(-3))
    }

    @Test func `thousands of trades later a listing still has all behind its mark`() throws {
        let venue = try venue()
        var (mark, seen) = (venue.broker.listing(after: nil)?.mark, 0)
        for cycle in 0..<2_000 {
            _ = venue.send(cycle.isMultiple(of: 2) ? .buy : .sell, Amount(1))
            _ = try venue.next(bars)
            guard cycle % 60 == 59 else { continue }
            let listing = try #require(venue.broker.listing(after: mark))
            let numbers = listing.fills.map { fill in
                if case .number(let number) = fill.fill { number } else { UInt64.max }
            }
            #expect(numbers == numbers.sorted())
            seen += listing.fills.count
            mark = listing.mark
        }
        #expect(seen == 1_980)
    }
}
