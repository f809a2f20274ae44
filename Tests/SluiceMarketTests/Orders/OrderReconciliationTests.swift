import SluiceMarket
import Testing

@Suite struct OrderReconciliationTests {
    private func order(_ id: String, filled: Int = 0, _ state: OrderState = .accepted) -> OrderSnapshot {
        OrderSnapshot(id: id, quantity: Amount(9), filled: Amount(filled), state: state)
    }

    private func round(
        _ local: [OrderSnapshot], _ venue: OrderListing, finals: [String: OrderState] = [:]
    ) -> OrderReconciliation? {
        OrderReconciliation(local: local, venue: venue, prefix: "p-") { finals[$0] }
    }

    @Test func `each order has its finding, by id`() throws {
        let local = [order("p-1"), order("p-2"), order("p-4"), order("p-3", filled: 2, .partiallyFilled)]
        let venue = [order("x"), order("p-1"), order("p-2", filled: 3, .partiallyFilled), order("p-5")]
        let result = try #require(round(local, .complete(venue), finals: ["p-3": .filled]))
        #expect(result.entries.map(\.id) == ["p-1", "p-2", "p-3", "p-4", "p-5", "x"])
        #expect(
            result.entries.map(\.finding) == [
                .agrees, .update(filled: Amount(3), state: .partiallyFilled), .finalize(.filled), .lost,
                .adopt,
                .foreign,
            ])
        #expect(result.drift == 4)
    }

    @Test func `nothing follows from an incomplete listing`() {
        #expect(round([order("p-1")], .incomplete) == nil)
    }

    @Test func `nothing open on either side is no drift`() throws {
        let result = try #require(round([], .complete([])))
        #expect(result.entries.isEmpty)
        #expect(result.drift == 0)
    }

    @Test func `what is gone and not known is lost, never cancelled`() throws {
        let result = try #require(round([order("p-1"), order("p-2")], .complete([])))
        #expect(result.entries.map(\.finding) == [.lost, .lost])
    }

    @Test func `an id that is listed twice counts once`() throws {
        let result = try #require(round([order("p-1")], .complete([order("p-1"), order("p-1", filled: 1)])))
        #expect(result.entries.map(\.finding) == [.agrees])
    }

    @Test func `the third round with drift in a row stops trading, one without ends the row`() {
        var watch = DriftRounds()
        #expect(
            [1, 2, 0, 1, 1, nil, 1].map { watch.take(drift: $0) } == [
                false, false, false, false, false, false, true,
            ])
        #expect(DriftRounds(limit: 3, rounds: 2) != watch)
    }
}
