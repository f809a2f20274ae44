public import SluiceJournal
import SluiceKit
import SluiceMarket
public import SluicePipeline

/// Runs a backtest on the market frames that a run has recorded, and compares it with what the run did.
///
/// The cycles come at the recorded moments, through the engine's own cycle and order path. Only the market is taken from the
/// record, and what nobody can foresee: when a person or a fault restricted trading, how calls to servers went, which
/// cycles were too late. Book, orders and trades are the backtest's own, so that one trade that differs is followed by
/// others; with `resyncs` it goes on from the recorded book instead.
public final class Parity {
    /// The engine that runs the backtest.
    public let engine: Engine
    /// What was taken from the record, or is not compared.
    public private(set) var notes: [ParityNote] = []
    /// Whether the stages begin with what they remembered when the run began; without, nothing can be compared.
    public let hasBeginning: Bool

    private let resyncs: Bool
    private let clock: RunClock
    private var isBrokers: Bool
    private var trades: TradeComparison
    private var restrictions: [Restriction]
    private var standing: TradingStanding?
    /// Whether the next cycle begins with the recorded book, and whether that is told.
    private var takesBook = true
    /// Whether the numbers of orders are those of the run.
    private var isNumberedAlike = true
    private var found: [ParityDifference] = []
    private var failure: (any Error)?
    private var names: [OrderID: ClientOrderID] = [:]

    /// Builds the stages of a plan for one run.
    ///
    /// - Parameters:
    ///   - plan: The pipeline as it ran, or another on the same universe; its broker must serve a simulated clock.
    ///   - surroundings: What the stages are built with.
    ///   - run: What the trace says of the run.
    ///   - first: The run's first cycle.
    ///   - trades: What the ledger holds from the trace's first cycle on.
    ///   - earlier: The run before in the same trace.
    ///   - resyncs: Whether the cycle after a difference in the book goes on from the recorded one.
    /// - Throws: The stage that could not be built.
    public init(
        plan: Plan, surroundings: Surroundings, run: TraceRun, first: TracedCycle, trades: RecordedTrades,
        after earlier: Parity? = nil, resyncs: Bool = false
    ) throws(BuildError) {
        clock = RunClock()
        clock.move(to: first.now)
        engine = try Engine(
            plan: plan, surroundings: surroundings, clock: clock, seed: run.seed, answered: [.data])
        self.resyncs = resyncs
        let number = engine.brokerNumber
        guard type(of: engine.broker).servesSimulatedClock else {
            throw BuildError(
                stage: plan.stages[number].id,
                message: "'\(plan.stages[number].plugin.fullName)' does not serve a backtest")
        }
        try engine.start()
        (hasBeginning, isBrokers) = (RecordedBeginning(first).isThere, false)
        self.trades = earlier?.trades ?? TradeComparison(trades, symbols: plan.instruments)
        restrictions = earlier?.restrictions ?? trades.restrictions
        let unseen = self.trades.skip(before: first.now)
        if unseen > 0 {
            notes.append(
                ParityNote(
                    cycle: Int(first.cycle), time: first.now,
                    text: "\(unseen) orders before it are of no cycle in the trace, and not compared"))
        }
        guard hasBeginning, run.stages == plan.stages.map(\.id) else { return }
        do {
            // A stage of other settings goes on from the backtest of the run before.
            let own = earlier?.engine.memories { $0 != .broker && $0 != .data } ?? []
            let kept = earlier?.engine.memories().dropFirst(plan.stages.count) ?? []
            let memories = try RecordedBeginning(first).memories(for: engine) { _ in true } + own + kept
            isBrokers = try !engine.recall(memories).contains(plan.stages[number].id)
        } catch {
            throw BuildError(stage: plan.name, message: "the run's beginning cannot be read: \(error)")
        }
    }

    /// Runs the acts before the next recorded cycle and the cycle, and compares.
    public func run(_ record: TracedCycle) throws(ReplayError) -> [ParityDifference] {
        found.removeAll()
        do {
            for act in try RecordedActs(record, for: engine).acts { run(act, before: record) }
            let acts = found.count
            try runCycle(record)
            if let failure { throw failure }
            // What came first in the cycle is told first: a trade that differs is why the book does.
            found[acts...].sort { $0.kind.rank < $1.kind.rank }
        } catch {
            throw ReplayError(cycle: Int(record.cycle), message: "\(error)")
        }
        return found
    }

    private func run(_ act: RecordedActs.Act, before record: TracedCycle) {
        clock.move(to: act.time)
        stand(act.standing, at: act.time, of: record)
        _ = engine.act(at: act.time)
        compareTrades(at: act.time, of: record)
    }

    private func runCycle(_ record: TracedCycle) throws {
        guard var digests = record.bytes(.digests).map(MemoryReader.init(bytes:)) else {
            throw MemoryMismatch("the cycle has no digests")
        }
        let circumstances = RecordedCircumstances(try digests.word())
        let recorded = TradingStanding(rawValue: try digests.int()) ?? .halt
        clock.move(to: record.now)
        engine.isSimulatedClock = circumstances.isSimulated
        engine.records.continue(after: Int(record.cycle) - 1)
        if circumstances.isFreed { free(record) }
        if circumstances.hasRun { stand(recorded, at: record.now, of: record) }
        show(record)
        if let bytes = record.bytes(.calls) {
            try RecordedCalls.replay(bytes, into: engine.calls)
            note(record, "calls to servers are taken from the record")
        }
        let book = try RecordedBook(record, for: engine)
        engine.whenSettled = { [self] in compare(book, record) }
        if circumstances.isLate { note(record, "it took longer than its deadline, and sends nothing") }
        let limit: Span? = circumstances.isLate ? .nanoseconds(-1) : nil
        _ = engine.runCycle(at: record.now, deadline: Engine.Deadline(limit: limit))
        engine.whenSettled = nil
        compareStages(record, hasRun: circumstances.hasRun)
        compareTrades(at: record.now, of: record)
    }

    /// Shows the data stages what they gave.
    private func show(_ record: TracedCycle) {
        for step in engine.dataSteps.objects {
            let number = Int(step.number)
            // A source that failed in the cycle has given nothing.
            let hasGiven = record.digest(ofStage: number) != 0
            (step.stage as? RecordedSource)?.show(hasGiven ? RecordedMarket(record, stage: number) : nil)
        }
    }

    // MARK: What restricts trading

    /// Restricts trading as it was restricted, where the backtest does not by itself.
    private func stand(_ recorded: TradingStanding, at time: Timestamp, of record: TracedCycle) {
        defer { standing = recorded }
        guard engine.latch != recorded else { return }
        if standing == recorded {
            found.append(
                difference(
                    record, time, .standing, engine.plan.name,
                    "recorded \(recorded.word), now \(engine.latch.word)"))
        } else {
            note(record, recorded)
            if recorded == .open { engine.resumeChecks() }
            // A person may have done more than to restrict what comes.
            takesBook = true
        }
        engine.set(latch: recorded)
    }

    /// Frees what the engine and its risk checks have latched, as a person did.
    private func free(_ record: TracedCycle) {
        note(record, .open)
        engine.unlatch()
        engine.resumeChecks()
        (standing, takesBook) = (.open, true)
    }

    /// Notes how trading stands from here on, with the words of whoever said so.
    private func note(_ record: TracedCycle, _ standing: TradingStanding) {
        let place = restrictions.firstIndex { $0.standing == standing }
        let said = place.map { restrictions[$0] }
        restrictions.removeFirst(place.map { $0 + 1 } ?? 0)
        let words = said.map { " by \($0.by): \($0.reason)" } ?? ""
        note(record, "\(standing.word)\(words); taken from the record")
    }

    // MARK: Comparing

    private func compare(_ book: RecordedBook?, _ record: TracedCycle) {
        guard let book else { return }
        let symbols = engine.plan.instruments
        let text = book.difference(from: engine.portfolio, symbols: symbols)
        let isFirst = record.parts.contains { $0.kind == .memories }
        if let text, !takesBook {
            found.append(
                difference(record, record.now, .book, engine.plan.stages[engine.brokerNumber].id, text))
            takesBook = resyncs
        }
        guard takesBook, text != nil || isFirst else {
            takesBook = false
            return
        }
        takesBook = false
        if let text, !isFirst { note(record, "goes on from the recorded book: \(text)") }
        let last = trades.lastOrder(before: record.now)
        do {
            try book.replace(in: engine, lastOrder: last, isBrokers: isFirst && isBrokers)
            if isFirst, isBrokers { try compareAccount(book, record) }
        } catch { failure = error }
        for open in engine.portfolio.openOrders { names[open.order.id] = open.order.clientID }
        if isFirst { isNumberedAlike = true }
    }

    /// What the broker settled before the first cycle of a run that went on, of which the engine saw only the end.
    private func compareAccount(_ book: RecordedBook, _ record: TracedCycle) throws {
        let now = try engine.broker.account()
        guard now != book.account(in: now.cash.currency), now.otherCash.isEmpty else { return }
        found.append(
            difference(
                record, record.now, .book, engine.plan.stages[engine.brokerNumber].id,
                "recorded cash \(book.portfolio.cash), now \(now.cash.amount)"))
    }

    private func compareStages(_ record: TracedCycle, hasRun: Bool) {
        for other in RecordComparison(engine, record).differences(hasRun: hasRun) {
            guard let stage = engine.plan.stages.first(where: { $0.id == other.stage }) else { continue }
            let kind = ParityDifference.Kind(of: stage.plugin.kind)
            // A cancel goes by the number of its order.
            if kind == .orders, !isNumberedAlike { continue }
            found.append(difference(record, record.now, kind, other.stage, other.detail))
        }
    }

    private func compareTrades(at time: Timestamp, of record: TracedCycle) {
        let broker = engine.plan.stages[engine.brokerNumber].id
        let route = engine.plan.stages.last { $0.plugin.kind == .execution }?.id ?? broker
        for event in engine.report.events {
            switch event {
            case .sent(let order):
                names[order.id] = order.clientID
                if trades.isWithdrawn(order) {
                    note(record, "an order was withdrawn before it left, and is sent now")
                    takesBook = true
                } else if let text = trades.difference(ofSent: order) {
                    found.append(difference(record, time, .orders, route, text))
                    isNumberedAlike = false
                }
            case .filled(let fill):
                let text = trades.difference(ofFill: fill, of: names[fill.order])
                if let text { found.append(difference(record, time, .fills, broker, text)) }
            default: break
            }
        }
        let missing = trades.missing(upTo: time)
        if !missing.orders.isEmpty { isNumberedAlike = false }
        found += missing.orders.map { difference(record, time, .orders, route, $0) }
        found += missing.fills.map { difference(record, time, .fills, broker, $0) }
    }

    private func difference(
        _ record: TracedCycle, _ time: Timestamp, _ kind: ParityDifference.Kind, _ stage: String,
        _ detail: String
    ) -> ParityDifference {
        ParityDifference(cycle: Int(record.cycle), time: time, kind: kind, stage: stage, detail: detail)
    }

    private func note(_ record: TracedCycle, _ text: String) {
        notes.append(ParityNote(cycle: Int(record.cycle), time: record.now, text: text))
    }
}

extension ParityDifference.Kind {
    /// The order in which a cycle comes to them.
    fileprivate var rank: Int {
        switch self {
        case .standing: 0
        case .market: 1
        case .fills: 2
        case .book: 3
        case .forecasts: 4
        case .decisions: 5
        case .targets: 6
        case .orders: 7
        case .weights: 8
        }
    }

    /// What stages of a kind give.
    init(of stage: StageKind) {
        switch stage {
        case .data: self = .market
        case .predictor, .calibrator, .blender: self = .forecasts
        case .arbiter, .gate: self = .decisions
        case .sizer, .risk: self = .targets
        case .learner: self = .weights
        default: self = .orders
        }
    }
}

extension TradingStanding {
    /// The standing as a word.
    fileprivate var word: String {
        switch self {
        case .open: "open"
        case .reduceOnly: "reduce_only"
        case .halt: "halt"
        case .flatten: "flatten"
        }
    }
}
