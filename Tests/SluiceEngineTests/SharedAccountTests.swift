import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceEngine

/// An account on which others trade as well.
@Suite struct SharedAccountTests {
    private func world(_ name: String, shares: Bool = true, fills: Bool = true) -> JournalTests.World {
        let world = JournalTests.World(name, fills: fills)
        world.pipeline.alerts = "orders: { reconcile_every: 1 }"
        world.sharesAccount = shares
        return world
    }

    /// An order at the venue that is none of ours.
    private func place(_ number: UInt64, at venue: FakeVenue) {
        let order = ApprovedOrder(
            id: OrderID(900 + number), clientID: ClientOrderID(high: 7, low: number),
            request: OrderRequest(instrument: 1, side: .buy, quantity: Amount(5)), time: ManualTime.late)
        venue.with { $0.orders[order.clientID] = FakeVenue.Order(order: order) }
    }

    private func results(_ engine: Engine, cycles: Int) throws -> [Reconciliation] {
        try (0..<cycles).flatMap { _ in
            try engine.go(1)
            return engine.report.events.compactMap { event -> Reconciliation? in
                if case .reconciled(let result) = event { result } else { nil }
            }
        }
    }

    @Test func `orders and holdings of others are told once, and never stop trading`() throws {
        let world = world("shared", fills: false)
        place(1, at: world.venue)
        world.venue.with { $0.holdings[1] = Amount(7) }
        let engine = try world.engine()
        #expect(engine.portfolio.holdings == [.zero, .zero, .zero])
        let first = try results(engine, cycles: 6)
        #expect(first.count == 6 && first.allSatisfy { $0.verdict == .passed && $0.drift == 0 })
        #expect(first.map(\.foreign) == [1, 0, 0, 0, 0, 0])
        #expect(first[0].foreignHoldings.map(\.quantity) == [Amount(7)])
        #expect(first[0].text.contains("7 of someone else"))
        #expect(first.dropFirst().flatMap(\.foreignHoldings).isEmpty)
        #expect(engine.standing == .open && !world.venue.submissions.isEmpty)
        #expect(engine.portfolio.holdings[1] == .zero)
        place(2, at: world.venue)
        world.venue.with { state in
            state.holdings[1] = Amount(9)
            state.cash = Amount(12_345)
        }
        let second = try results(engine, cycles: 2)
        #expect(second.map(\.foreign) == [1, 0])
        #expect(second[0].foreignHoldings.map(\.quantity) == [Amount(9)] && second[1].foreignHoldings.isEmpty)
        #expect(engine.standing == .open)
    }

    @Test func `a trade of someone else is not booked here`() throws {
        let world = world("shared-fill", fills: false)
        let engine = try world.engine()
        try engine.go(1)
        let cash = engine.portfolio.cash
        world.venue.with { state in
            state.fills.append(
                VenueFill(
                    .text("other"), of: nil, instrument: 2, side: .buy, quantity: Amount(3),
                    price: Amount(100), fee: .zero, time: ManualTime.late))
            state.holdings[2] = Amount(3)
        }
        let result = try #require(try results(engine, cycles: 1).first)
        #expect(result.newFills == 0 && result.foreignHoldings.map(\.quantity) == [Amount(3)])
        #expect(engine.portfolio.holdings[2] == .zero && engine.portfolio.cash == cash)
    }

    @Test func `our own fills are booked, and what we hold beside others survives a restart`() throws {
        let world = world("shared-own")
        world.venue.with { $0.holdings[0] = Amount(50) }
        var engine: Engine? = try world.engine()
        try engine?.go(3)
        let own = try #require(engine?.portfolio.holdings)
        #expect(own.contains { !$0.isZero })
        #expect(try world.venue.with { $0.holdings[0] } == own[0].adding(Amount(50)))
        engine?.stop(at: ManualTime.late)
        engine = nil
        let next = try world.engine()
        #expect(next.portfolio.holdings == own)
        #expect(try results(next, cycles: 1).first?.verdict == .passed)
    }

    @Test func `an order of ours that traded at the venue without a trade that we know stops trading`() throws
    {
        let world = world("shared-drift", fills: false)
        let engine = try world.engine()
        try engine.go(1)
        let name = try #require(engine.portfolio.openOrders.first?.order.clientID)
        world.venue.with { $0.orders[name]?.filled = Amount(1) }
        let found = try results(engine, cycles: 3)
        #expect(found.map(\.drift) == [1, 1, 1] && engine.standing == .halt)
    }

    @Test func `on an account of its own the same orders of others stop trading`() throws {
        let world = world("not-shared", shares: false, fills: false)
        let engine = try world.engine()
        try engine.go(1)
        place(1, at: world.venue)
        let found = try results(engine, cycles: 3)
        #expect(found.map(\.drift) == [1, 1, 1] && found.map(\.foreign) == [1, 1, 1])
        #expect(engine.standing == .halt)
    }
}
