import Foundation
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline
import Testing

@testable import SluiceEngine

/// A journal that a new engine continues from, and a venue that outlives both.
@Suite struct JournalTests {
    /// A folder of its own for each test, and a venue of the same name.
    final class World {
        let folder: String
        let name: String
        var pipeline: TestPipeline
        /// Whether others may trade on the account.
        var sharesAccount = false

        init(_ name: String, fills: Bool = true) {
            self.name = name
            folder =
                FileManager.default.temporaryDirectory.path + "/sluice-journal-\(name)-\(UUID().uuidString)"
            pipeline = TestPipeline(data: "bars: 40")
            pipeline.brokerName = "venue"
            pipeline.broker = "name: \(name), fills: \(fills)"
            // A venue of an earlier run of the same test would remember it.
            FakeVenue.named(name).with {
                $0 = FakeVenue.State()
                $0.holdings = Array(repeating: .zero, count: 3)
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        var venue: FakeVenue { .named(name) }

        /// A new process: the engine with what the journal says.
        func engine() throws -> Engine {
            let engine = try pipeline.engine()
            let identity = StateIdentity(
                pipeline: "test", mode: .paper, broker: "broker.venue", account: name)
            let state = try StateFolder.open(folder, identity, sharesAccount: sharesAccount)
            let now = try #require(try engine.nextBar())
            let journal = try RunJournal(state, instruments: engine.plan.instruments, now: now)
            try engine.attach(journal, at: now)
            return engine
        }
    }

    @Test func `a new process goes on where the one before has ended`() throws {
        let world = World("continues")
        var engine: Engine? = try world.engine()
        try engine?.go(3)
        let (cash, holdings) = (engine?.portfolio.cash, engine?.portfolio.holdings)
        #expect(engine?.portfolio.holdings.contains { $0 > .zero } == true)
        engine?.stop(at: ManualTime.late)
        engine = nil
        let next = try world.engine()
        #expect(next.portfolio.cash == cash)
        #expect(next.portfolio.holdings == holdings)
        #expect(next.records.total == 3)
        #expect(next.portfolio.positions.map(\.averagePrice) == next.portfolio.positions.map(\.averagePrice))
    }

    @Test func `nothing is sent before the ledger and the venue were found equal`() throws {
        let world = World("gate")
        let engine = try world.engine()
        world.venue.with { $0.listing = .failing }
        try engine.go(2)
        #expect(engine.words.contains("reconciled inconclusive"))
        #expect(engine.words.contains("refused not_reconciled"))
        #expect(world.venue.submissions.isEmpty)
        world.venue.with { $0.listing = .complete }
        try engine.go(1)
        #expect(engine.words.contains("reconciled passed"))
        #expect(world.venue.submissions.count == 3)
    }

    @Test func `a listing of which a part is missing concludes nothing`() throws {
        let world = World("partial", fills: false)
        let engine = try world.engine()
        try engine.go(1)
        #expect(engine.portfolio.openOrders.count == 3)
        world.venue.with { $0.listing = .partial }
        engine.wantsReconciliation = true
        try engine.go(1)
        #expect(engine.words.contains("reconciled inconclusive"))
        #expect(engine.portfolio.openOrders.allSatisfy { $0.progress.state == .accepted })
    }

    @Test func `an order whose answer was lost is found and not sent again`() throws {
        let world = World("answer")
        let engine = try world.engine()
        world.venue.with { $0.next = .lostAnswer }
        try engine.go(1)
        #expect(engine.words.contains("unknown"))
        try engine.go(3)
        #expect(world.venue.submissions.allSatisfy { $0 == 1 })
        #expect(engine.portfolio.openOrders.isEmpty)
        #expect(engine.portfolio.holdings == world.venue.with { $0.holdings })
    }

    @Test
    func
        `an order that the venue does not know is lost after two looks and its settling time, and then released`()
        throws
    {
        let world = World("lost", fills: false)
        let engine = try world.engine()
        world.venue.with { $0.next = .lostRequest }
        try engine.go(1)
        let name = try #require(engine.portfolio.openOrders.first { $0.isUnknown }?.order.clientID)
        var seen: [String] = []
        for _ in 0..<6 {
            try engine.go(1)
            seen += engine.words
        }
        #expect(seen.contains("lost"))
        #expect(!engine.portfolio.openOrders.contains { $0.order.clientID == name })
        #expect(world.venue.with { $0.submissions[name] } == nil)
    }

    @Test func `orders of unknown fate that are looked for are no drift`() throws {
        let world = World("sought", fills: false)
        world.pipeline.alerts = "orders: { reconcile_every: 1 }"
        let engine = try world.engine()
        world.venue.with { $0.next = .lostRequest }
        try engine.go(1)
        #expect(engine.portfolio.openOrders.contains { $0.isUnknown })
        try engine.go(1)
        let drifts = engine.report.events.compactMap { event -> Int? in
            if case .reconciled(let result) = event { result.drift } else { nil }
        }
        #expect(drifts == [0])
    }

    @Test func `an order that was given up and appears after all is taken back, and the journal goes on`()
        throws
    {
        let world = World("appears", fills: false)
        let engine = try world.engine()
        world.venue.with { $0.next = .lostRequest }
        try engine.go(1)
        let order = try #require(engine.portfolio.openOrders.first { $0.isUnknown }?.order)
        while engine.portfolio.openOrders.contains(where: { $0.order.clientID == order.clientID }) {
            try engine.go(1)
        }
        world.venue.with { $0.orders[order.clientID] = FakeVenue.Order(order: order) }
        engine.wantsReconciliation = true
        try engine.go(1)
        let open = engine.portfolio.openOrders.first { $0.order.clientID == order.clientID }
        #expect(open?.progress.state == .accepted)
        engine.stop(at: ManualTime.late)
        #expect(!engine.words.contains("journal failed"))
    }

    #if DEBUG
    @Test(arguments: FailPoint.allCases)
    func `a process that dies at any moment sends nothing twice and loses no fill`(point: FailPoint) throws {
        let world = World("dies-\(point.rawValue)")
        let copy = world.folder + "-copy"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        var engine: Engine? = try world.engine()
        let isCopied = Counter()
        engine?.atFailPoint = { reached in
            // What is on the disk at this moment is what the next process finds.
            guard reached == point, isCopied.next() == 2 else { return }
            try? FileManager.default.copyItem(atPath: world.folder, toPath: copy)
        }
        try engine?.go(2)
        engine = nil
        try FileManager.default.removeItem(atPath: world.folder)
        try FileManager.default.moveItem(atPath: copy, toPath: world.folder)
        let next = try world.engine()
        try next.go(8)
        #expect(world.venue.submissions.allSatisfy { $0 == 1 })
        #expect(next.portfolio.holdings == world.venue.with { $0.holdings })
        #expect(next.portfolio.cash == world.venue.with { $0.cash })
    }
    #endif

    @Test func `holdings that differ stop trading before it begins, or are taken where the file says so`()
        throws
    {
        for (mode, expected) in [("strict", "refused"), ("warn", "differs"), ("adopt", "passed")] {
            let world = World("differs-\(mode)")
            world.pipeline.alerts = "orders: { reconcile: \(mode) }"
            var engine: Engine? = try world.engine()
            engine?.stop(at: ManualTime.late)
            engine = nil
            world.venue.with { $0.holdings[1] = Amount(7) }
            let next = try world.engine()
            try next.go(1)
            #expect(next.words.contains("reconciled \(expected)"))
            #expect(next.words.contains("sent") == (mode != "strict"))
            if mode == "adopt" { #expect(next.portfolio.holdings[1] == Amount(7)) }
        }
    }

    @Test func `a fill that comes late is booked and told`() throws {
        let world = World("late", fills: false)
        let engine = try world.engine()
        try engine.go(1)
        let order = try #require(engine.portfolio.openOrders.first?.order)
        world.venue.fill(order.clientID, Amount(1), at: Amount(100))
        // The venue says that the order was cancelled before it tells of the fill.
        world.venue.with { $0.isHidden = true }
        engine.ledger.apply(.cancelled, to: order.id, at: engine.report.now)
        engine.ledger.settleOrders()
        world.venue.with { $0.isHidden = false }
        try engine.go(1)
        #expect(engine.words.contains("irregular late"))
        #expect(
            engine.portfolio.holdings[order.request.instrument] == Amount(order.request.side == .buy ? 1 : -1)
        )
        let cash = engine.portfolio.cash
        engine.wantsReconciliation = true
        try engine.go(1)
        // The listing tells the same fill again.
        #expect(engine.portfolio.cash == cash)
    }

    @Test
    func `halting from outside lets only reducing orders leave, outlives the process, and ends with a name`()
        throws
    {
        let world = World("halt")
        var engine: Engine? = try world.engine()
        try engine?.go(1)
        try ControlFile.restrict(world.folder, to: .halt, reason: "looks odd", by: "Ada", at: ManualTime.late)
        try engine?.go(1)
        #expect(engine?.standing == .halt)
        engine = nil
        let next = try world.engine()
        #expect(next.standing == .halt)
        let sent = world.venue.submissions.count
        try next.go(2)
        #expect(world.venue.submissions.count == sent)
        try ControlFile.resume(world.folder, reason: "was nothing", by: "Ada", at: ManualTime.late)
        try next.go(1)
        #expect(next.words.contains("freed"))
        #expect(next.standing == .open)
    }

    #if DEBUG
    @Test
    func `an order that is on its way when a person restricts trading does not leave unless it reduces`()
        throws
    {
        for standing in [TradingStanding.reduceOnly, .halt] {
            let world = World("restricts-\(standing)")
            let engine = try world.engine()
            let count = Counter()
            engine.atFailPoint = { point in
                guard point == .answered, count.next() == 1 else { return }
                _ = try? ControlFile.restrict(
                    world.folder, to: standing, reason: "looks odd", by: "Ada", at: ManualTime.late)
            }
            try engine.go(1)
            #expect(world.venue.submissions.count == 1)
            #expect(engine.words.contains("refused halted"))
        }
    }
    #endif

    @Test func `a trade of an order that nobody knows here is booked once a listing tells it`() throws {
        let world = World("stray", fills: false)
        let engine = try world.engine()
        try engine.go(1)
        let fill = BrokerReport.Event.filled(quantity: Amount(5), price: Amount(10), fee: .zero)
        let report = BrokerReport(OrderID(999), fill, at: engine.report.now, fill: .text("f9"))
        guard case .stray = try engine.ledger.book(report) else { return #expect(Bool(false)) }
        let told = VenueFill(
            .text("f9"), of: nil, instrument: 0, side: .buy, quantity: Amount(5), price: Amount(10),
            fee: .zero, time: engine.report.now)
        _ = try engine.ledger.book(told)
        #expect(engine.portfolio.holdings[0] == Amount(5))
        #expect(try engine.ledger.book(told) == nil)
    }

    @Test func `a new ledger begins with what the venue has, and books no trade of before a second time`()
        throws
    {
        let world = World("anew")
        var engine: Engine? = try world.engine()
        try engine?.go(3)
        engine = nil
        let (cash, holdings) = world.venue.with { ($0.cash, $0.holdings) }
        #expect(holdings.contains { $0 > .zero })
        try FileManager.default.removeItem(atPath: world.folder)
        let next = try world.engine()
        try next.go(1)
        // The first look is not enough where there were trades: the second comes after the settling time.
        #expect(next.words.contains("reconciled inconclusive"))
        try next.go(1)
        #expect(next.words.contains("reconciled passed"))
        #expect(next.portfolio.cash == cash && next.portfolio.holdings == holdings)
    }

    @Test func `slices go out between cycles, and a new process neither skips nor repeats one`() throws {
        let world = World("slices")
        world.pipeline.executionName = "slice"
        var engine: Engine? = try world.engine()
        try engine?.go(1)
        let first = try #require(engine?.report.now)
        let act = try #require(engine?.nextAct(after: first))
        #expect(act == first + .seconds(1))
        _ = engine?.act(at: act)
        engine = nil
        let next = try world.engine()
        try next.go(1)
        while let moment = next.nextAct(after: next.report.now) { _ = next.act(at: moment) }
        try next.go(1)
        let children = world.venue.with { state in
            state.orders.values.map(\.order.request.origin.child).sorted()
        }
        #expect(children == [0, 1, 2, 3])
        #expect(world.venue.submissions.allSatisfy { $0 == 1 })
    }
}

extension Engine {
    /// Runs so many cycles on the clock: none that an earlier process has run.
    func go(_ cycles: Int) throws {
        for _ in 0..<cycles {
            guard let bar = try nextBar() else { return }
            let seen = max(bar - .nanoseconds(1), max(report.now, lastScheduled))
            _ = runCycle(at: plan.calendar.nextCycle(after: seen, every: plan.cycle.every))
        }
    }
}

/// Counts calls.
final class Counter {
    private var count = 0
    func next() -> Int {
        count += 1
        return count
    }
}

enum ManualTime {
    static let early = Timestamp(nanoseconds: 1_000_000_000_000_000_000)
    static let late = Timestamp(nanoseconds: 2_000_000_000_000_000_000)
}
