import SluiceKit
import SluiceMarket
import SluiceNumerics
import SluiceTestKit
import Testing

@testable import Brokers

/// What an account at `broker.paper` can pay for, and that nothing is lost in it.
@Suite struct PaperAccountTests {
    private static let plain = "slippage: 0bps, fee: 0bps, max_participation: null"
    private static let bar = MarketBar(50, spread: 0)

    private func venue(_ yaml: String = "", cash: Int = 1_000) throws -> PaperVenue {
        let venue = try PaperVenue("{ cash: \(cash) USD, \(Self.plain)\(yaml) }")
        _ = try venue.next([Self.bar, Self.bar])
        return venue
    }

    @Test func `a buy needs cash for its value and fee`() throws {
        let venue = try PaperVenue("{ cash: 1000 USD, slippage: 0bps, fee: 100bps, max_participation: null }")
        _ = try venue.next([Self.bar, nil])
        #expect(venue.send(.buy, Amount(20))?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.buy, .test("19.8")) == .accepted)
        _ = try venue.next([Self.bar, nil])
        #expect(venue.cash == .test("0.1"))
    }

    @Test func `what is promised to open orders is not promised twice`() throws {
        let venue = try venue()
        #expect(venue.send(.buy, Amount(15)) == .accepted)
        #expect(venue.send(.buy, Amount(6), of: 1)?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.buy, Amount(5), of: 1) == .accepted)
        #expect(venue.send(.sell, Amount(1), of: 1)?.inWords == "rejected insufficient_cash")
        _ = venue.cancel(1)
        #expect(venue.send(.buy, Amount(15)) == .accepted)
    }

    @Test func `a promise follows the quotes and ends with the order`() throws {
        let venue = try venue()
        _ = venue.send(.buy, Amount(10), pricing: .limit(Amount(40)))
        #expect(venue.send(.buy, Amount(13))?.inWords == "rejected insufficient_cash")
        _ = venue.send(.buy, Amount(10), of: 1)
        // The second has become dearer and filled at 55; the first still rests: 1,000 - 550 - 400 are free.
        _ = try venue.next([Self.bar, MarketBar(55, spread: 0)])
        #expect(venue.send(.buy, Amount(2))?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.buy, Amount(1)) == .accepted)
    }

    @Test func `an order that became too dear is cancelled, and the account is as before`() throws {
        let venue = try venue()
        _ = venue.send(.buy, Amount(20))
        let reports = try venue.next([MarketBar(51, spread: 0), nil])
        #expect(reports.map(\.event.inWords) == ["cancelled insufficient_cash"])
        #expect(venue.cash == Amount(1_000))
        #expect(venue.held() == .zero)
        #expect(try venue.next([Self.bar, nil]).isEmpty)
    }

    @Test func `a short needs cash for what it sells and holds it back`() throws {
        let venue = try venue()
        #expect(venue.send(.sell, Amount(21))?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.sell, Amount(12)) == .accepted)
        _ = try venue.next([Self.bar, Self.bar])
        // 1,600 of cash of which 1,200 are held back.
        #expect(venue.cash == Amount(1_600))
        #expect(venue.send(.sell, Amount(9))?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.buy, Amount(9), of: 1)?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.sell, Amount(8)) == .accepted)
    }

    @Test func `covering may use what was held back`() throws {
        let venue = try venue()
        _ = venue.send(.sell, Amount(20))
        _ = try venue.next([Self.bar, Self.bar])
        #expect(venue.cash == Amount(2_000))
        #expect(venue.send(.buy, Amount(20)) == .accepted)
        // A second cover of the same short opens a long, for which there is no free cash.
        #expect(venue.send(.buy, Amount(1))?.inWords == "rejected insufficient_cash")
        _ = try venue.next([Self.bar, Self.bar])
        #expect(venue.cash == Amount(1_000))
        #expect(venue.held() == .zero)
        #expect(venue.send(.buy, Amount(20)) == .accepted)
    }

    @Test func `shorts can be forbidden`() throws {
        let venue = try venue(", allow_short: false")
        #expect(venue.send(.sell, Amount(1))?.inWords == "rejected short_not_allowed")
        _ = venue.send(.buy, Amount(10))
        _ = try venue.next([Self.bar, nil])
        #expect(venue.send(.sell, Amount(8)) == .accepted)
        #expect(venue.send(.sell, Amount(3))?.inWords == "rejected short_not_allowed")
        #expect(venue.send(.sell, Amount(2)) == .accepted)
        _ = try venue.next([Self.bar, nil])
        #expect(venue.held() == .zero)
    }

    @Test func `what cannot be is rejected`() throws {
        let venue = try venue()
        #expect(venue.send(.buy, Amount(1), of: 2)?.inWords == "rejected unknown_instrument")
        #expect(venue.send(.buy, Amount(1), of: -1)?.inWords == "rejected unknown_instrument")
        #expect(venue.send(.buy, .zero)?.inWords == "rejected invalid_quantity")
        #expect(venue.send(.buy, Amount(-1))?.inWords == "rejected invalid_quantity")
        #expect(venue.send(.buy, .greatest)?.inWords == "rejected amount_too_large")
        #expect(venue.send(.sell, .greatest)?.inWords == "rejected amount_too_large")
        #expect(try venue.next([Self.bar, Self.bar]).isEmpty)
    }

    @Test(arguments: [(Double.nan, 50.0), (50, .nan), (0, 50), (51, 50), (50, .infinity)])
    func `without a quote an order is rejected`(bid: Double, ask: Double) throws {
        let venue = try venue()
        (venue.market.bid[0], venue.market.ask[0]) = (bid, ask)
        for side in Side.allCases {
            #expect(venue.send(side, Amount(1))?.inWords == "rejected no_quote")
            #expect(venue.send(side, Amount(1), pricing: .limit(Amount(50)))?.inWords == "rejected no_quote")
        }
    }

    @Test func `a fill that no amount can hold is cancelled`() throws {
        let venue = try venue(cash: 1_000_000_000_000)
        _ = try venue.next([MarketBar(1e-9, spread: 0), nil])
        #expect(venue.send(.buy, Amount(1_000_000_000_000_000_000)) == .accepted)
        let reports = try venue.next([MarketBar(1e12, spread: 0), nil])
        #expect(reports.map(\.event.inWords) == ["cancelled amount_too_large"])
        #expect(venue.cash == Amount(1_000_000_000_000))
    }

    @Test func `the rules are those of the reference account`() throws {
        var dice = Dice(seed: 21)
        var filled = 0
        var refused = 0
        for _ in 0..<60 {
            let venue = try PaperVenue("{ fill_at: quote, max_participation: null }")
            var reference = try PaperAccount(instruments: 2, cash: 100_000)
            var prices = [80.0, 20]
            for _ in 0..<25 {
                for index in 0..<2 { prices[index] *= 1 + dice.normal() / 50 }
                let bars = prices.map { MarketBar($0, spread: 6) }
                _ = try venue.next(bars)
                for index in 0..<2 { reference.quote(index, bid: bars[index].bid, ask: bars[index].ask) }
                let index = Int(dice.next() % 2)
                let side: Side = dice.next() % 2 == 0 ? .buy : .sell
                let quantity = Int(dice.next() % 900) + 1
                let sent = venue.send(side, Amount(quantity), of: index)
                let expected = reference.order(index, sign: side.sign, quantity: Double(quantity))
                // The same quotes again, so that the order fills at what it was checked at.
                let reports = try venue.next(bars)
                if case .filled(let price, let fee) = expected {
                    #expect(sent == .accepted)
                    guard case .filled(_, let got, let paid)? = reports.first?.event else {
                        Issue.record("not filled: \(reports)")
                        return
                    }
                    #expect((got.doubleValue - price).magnitude < 1e-9)
                    #expect((paid.doubleValue - fee).magnitude < 1e-9)
                    filled += 1
                } else {
                    #expect(sent?.inWords == "rejected insufficient_cash")
                    refused += 1
                }
                #expect((venue.cash.doubleValue - reference.cash).magnitude < 1e-6)
                #expect((0..<2).allSatisfy { venue.held($0).doubleValue == reference.positions[$0] })
            }
        }
        #expect(filled > 300)
        #expect(refused > 100)
    }
}
