import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

@testable import SluiceEngine

/// The orders of a cycle without sending them.
@Suite struct RehearsalTests {
    private func rehearsal(_ pipeline: TestPipeline) throws -> Rehearsal {
        try Rehearsal(plan: TestPipeline.plan(pipeline.text), surroundings: .test())
    }

    @Test func `every order is shown with all that speaks against it, and nothing leaves`() throws {
        let pipeline = TestPipeline(alerts: "orders: { max_gross: 25%, max_value: 5000 USD }")
        let rehearsal = try rehearsal(pipeline)
        let orders = try rehearsal.orders()
        #expect(orders.count == 3)
        for order in orders {
            #expect(order.violations.map(\.reason.name) == ["max_value"])
        }
        #expect(rehearsal.engine.portfolio.openOrders.isEmpty)
        #expect(rehearsal.engine.report.events.allSatisfy { if case .sent = $0 { false } else { true } })
    }

    @Test func `orders before it count`() throws {
        let orders = try rehearsal(TestPipeline(alerts: "orders: { max_gross: 25% }")).orders()
        #expect(
            orders.map { $0.violations.map(\.reason.name) } == [[], [], ["total_exposure"]])
    }

    @Test func `it goes to the last bar, or to a moment`() throws {
        let whole = try rehearsal(TestPipeline())
        _ = try whole.orders()
        let first = try rehearsal(TestPipeline())
        let engine = try TestPipeline().engine()
        let bar = try #require(try engine.nextBar())
        _ = try first.orders(until: bar)
        #expect(first.time == bar)
        #expect(whole.time > first.time)
        #expect(throws: BuildError.self) { try rehearsal(TestPipeline()).orders(until: .distantPast) }
    }

    @Test func `a halted pipeline intends nothing that adds`() throws {
        let start = Rehearsal.Start(ledger: LedgerState(), standing: .halt)
        let orders = try rehearsal(TestPipeline()).orders(from: start)
        #expect(!orders.isEmpty)
        for order in orders { #expect(order.violations.first?.reason == PreTradeCheck.halted) }
    }

    @Test func `a stage that fails is said`() throws {
        let bar = try #require(try TestPipeline().engine().nextBar())
        #expect(throws: BuildError.self) {
            try rehearsal(TestPipeline(risk: "fail_at: 1")).orders(until: bar)
        }
        // What failed on the way halts, as it does in a run.
        let halted = try rehearsal(TestPipeline(risk: "fail_at: 1")).orders()
        #expect(halted.allSatisfy { $0.violations.first?.reason == PreTradeCheck.halted })
    }
}
