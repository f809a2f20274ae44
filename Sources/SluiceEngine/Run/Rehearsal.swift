public import SluiceJournal
public import SluiceKit
public import SluiceMarket
public import SluicePipeline

/// An order that a cycle asks for, with everything that speaks against it.
public struct IntendedOrder: Hashable, Sendable {
    /// The order, as it would be sent.
    public let request: OrderRequest
    /// What every check says that would refuse it, in the order of the checks; empty when it would be sent.
    public let violations: [Cause]
}

/// Makes the orders of a cycle without sending one, and looks at each as the pre-trade check would.
///
/// Nothing is written, and no order and no cancel leaves. On history the graph runs without orders to the last bar, or to
/// a moment; with a state it runs the one cycle after the last. On live data it runs once, now.
public final class Rehearsal {
    /// What a rehearsal goes on from.
    public struct Start: Sendable {
        /// What a ledger holds.
        public let ledger: LedgerState
        /// How trading is restricted.
        public let standing: TradingStanding
        /// The state folder, whose trace goes on behind the ledger's last snapshot; nil without one.
        public let folder: String?

        /// Creates a start.
        public init(ledger: LedgerState, standing: TradingStanding, folder: String? = nil) {
            (self.ledger, self.standing, self.folder) = (ledger, standing, folder)
        }
    }

    /// The engine that runs.
    public let engine: Engine
    /// The time of the cycle whose orders these are.
    public private(set) var time = Timestamp.distantPast
    private let plan: Plan
    private let clock = RunClock()
    private let wall: any RealTime

    /// Builds the engine.
    /// - Throws: `BuildError` when a stage could not be built.
    public init(
        plan: Plan, surroundings: Surroundings, seed: UInt64? = nil, wall: any RealTime = WallClock()
    ) throws(BuildError) {
        (self.plan, self.wall) = (plan, wall)
        engine = try Engine(plan: plan, surroundings: surroundings, clock: clock, seed: seed)
        engine.isRehearsal = true
    }

    /// Runs to the cycle that is meant and returns its orders, in the order in which they would be sent.
    /// - Throws: `BuildError` when a stage does not start, fails, or has no bar.
    public func orders(
        from start: Start? = nil, until: Timestamp? = nil
    ) throws(BuildError) -> [IntendedOrder] {
        try engine.probe()
        try engine.start()
        let first = try engine.nextBar()
        engine.isSimulatedClock = first != .distantFuture
        guard let first else { throw BuildError(stage: plan.name, message: "no data source has a bar") }
        if let start { try engine.resume(start, at: engine.isSimulatedClock ? first : wall.now) }
        if !engine.isSimulatedClock {
            run(at: wall.now)
        } else {
            try runHistory(from: first, isOne: start != nil, until: until)
        }
        try checkLast()
        return engine.intendedOrders(at: time)
    }

    private func runHistory(from first: Timestamp, isOne: Bool, until: Timestamp?) throws(BuildError) {
        var seen = max(first - .nanoseconds(1), engine.lastScheduled)
        while let bar = try engine.nextBar() {
            let next = plan.calendar.nextCycle(
                after: max(seen, bar - .nanoseconds(1)), every: plan.cycle.every)
            guard next != .distantFuture, until.map({ next <= $0 }) ?? true else { break }
            run(at: next)
            seen = next
            if isOne { return }
        }
        guard time == .distantPast else { return }
        throw BuildError(stage: plan.name, message: "there is no bar for another cycle")
    }

    private func run(at now: Timestamp) {
        clock.move(to: now)
        time = now
        _ = engine.runCycle(at: now)
    }

    /// A cycle that was skipped has no orders to show.
    private func checkLast() throws(BuildError) {
        guard let skip = engine.report.skip else { return }
        for event in engine.report.events {
            guard case .stageFailed(let stage, let message, _) = event else { continue }
            throw BuildError(stage: plan.stages[stage].id, message: message)
        }
        throw BuildError(stage: plan.name, message: "the cycle was skipped: \(skip.word)")
    }
}

extension Engine {
    /// Goes on from what a ledger holds, without keeping a journal.
    func resume(_ start: Rehearsal.Start, at now: Timestamp) throws(BuildError) {
        do { try restore(start.ledger, traceIn: start.folder, at: now) } catch {
            throw (error as? BuildError) ?? BuildError(stage: plan.name, message: "\(error)")
        }
        if start.standing > .open { latch(start.standing, Cause(Self.byPerson)) }
    }

    /// The orders of the last cycle with what speaks against each, those before it counted where they would be sent.
    func intendedOrders(at now: Timestamp) -> [IntendedOrder] {
        guard let (execution, checked) = dispatched.objects.first else { return [] }
        let cycle = cycle(records.total, at: now)
        ledger.beginNames()
        check.exposure?.begin(portfolio, execution.market, at: now)
        return execution.sheet.requests.map { request in
            look(at: request, with: checked, cycle)
            var violations = check.violations(of: checked, limits)
            if violations.isEmpty {
                if ledger.approve(checked.request, scheduled: now, at: now) == nil {
                    violations.append(Cause(Self.sentBefore))
                } else {
                    count(checked)
                }
            }
            return IntendedOrder(request: checked.request, violations: violations)
        }
    }
}
