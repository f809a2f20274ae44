import SluiceMarket
import Testing

@testable import CrashRunner

/// Each way in which a ledger can be wrong is found.
@Suite struct CrashComparisonTests {
    private static func venue(_ events: [BookEvent] = []) throws -> VenueBook {
        let terms = SubmitMessage(client: "a", symbol: "BTC", side: .buy, quantity: Amount(2), limit: nil)
        let fill = FillMessage(
            sequence: 1, order: 1, client: "a", symbol: "BTC", side: .buy, quantity: Amount(2),
            price: Amount(100), fee: Amount(1), time: 0)
        var book = VenueBook()
        let first = BookEvent.submitted(client: "a", life: 1, order: OrderMessage(number: 1, terms: terms))
        for event in [first, .traded(fill)] + events { try book.apply(event) }
        return book
    }

    private static func ledger(_ change: (inout LedgerView) -> Void = { _ in }) -> LedgerView {
        var view = LedgerView()
        (view.orders, view.fills, view.fillCount) = (["a"], ["fill-1"], 1)
        (view.cash, view.holdings) = (Amount(99_799), ["BTC": Amount(2)])
        change(&view)
        return view
    }

    @Test func `a ledger that is right has no findings`() throws {
        #expect(CrashComparison(try Self.venue(), Self.ledger()).findings == [])
    }

    @Test func `a name that came in twice is a duplicate, whether or not it made a second order`() throws {
        let repeated = try Self.venue([.submitted(client: "a", life: 2, order: nil)])
        #expect(CrashComparison(repeated, Self.ledger()).duplicates == ["a"])
    }

    @Test func `orders and trades that one side does not know are found`() throws {
        let venue = try Self.venue()
        #expect(CrashComparison(venue, Self.ledger { $0.orders = [] }).strays == ["a"])
        let lost = CrashComparison(venue, Self.ledger { ($0.fills, $0.fillCount) = ([], 0) })
        #expect(lost.lostFills == ["fill-1"])
        #expect(CrashComparison(venue, Self.ledger { $0.fillCount = 2 }).inventedFills == 1)
    }

    @Test func `holdings, cash and open orders that differ are found`() throws {
        let venue = try Self.venue()
        let changes: [(inout LedgerView) -> Void] = [
            { $0.holdings["BTC"] = Amount(1) }, { $0.holdings["ETH"] = Amount(1) }, { $0.holdings = [:] },
            { $0.cash = Amount(99_798) }, { $0.openOrders = ["a"] },
        ]
        for change in changes {
            #expect(CrashComparison(venue, Self.ledger(change)).differences.count == 1)
        }
    }

    @Test func `counts of two trials add up, and one finding is enough to fail`() throws {
        var (left, right) = (CrashCounts(), CrashCounts())
        left.add(CrashComparison(try Self.venue(), Self.ledger()), try Self.venue())
        (left.kills, right.kills, left.kinds, right.kinds) = (3, 4, ["venue": 1], ["venue": 2, "random": 2])
        #expect((left + right).kinds == ["venue": 3, "random": 2])
        #expect((left + right).line(seconds: 1).hasPrefix("7 kills (random 2, venue 3), 0 early"))
        #expect((left + right).ok)
        right.add(CrashComparison(try Self.venue(), Self.ledger { $0.cash = .zero }), try Self.venue())
        #expect(!(left + right).ok)
    }
}
