import SluiceJournal
public import SluiceKit
public import SluiceMarket
public import SluicePipeline

/// Runs the graph of a plan, one cycle at a time.
///
/// An engine belongs to one thread. All memory of a cycle is taken when it is built: the steady cycle allocates
/// nothing, trading or not. What a cycle did is read from `report` before the next one begins.
public final class Engine {
    /// The seed of all dice.
    public let seed: UInt64
    /// The plan that runs.
    public let plan: Plan
    /// What the last cycle did.
    public let report: CycleReport
    /// The records of the last 1,000 cycles.
    public let records: RecordRing
    /// The full columns of the last 10 cycles.
    public let archive: ColumnArchive
    /// What is held and what it is worth.
    public let portfolio: Portfolio

    /// What numbers of stages are called that are not an instrument's alone, by the number of the stage.
    ///
    /// They are the features of a market, the members of forecasts and those that a blender weighs, the choices of a learner.
    public let names: [[String]]

    /// Every stage of the plan in its order, the broker included.
    let stages: [any Stage]
    /// A fingerprint of the universe and its order: what is kept by instrument belongs to no other.
    private(set) lazy var universe = {
        var digest = Digest()
        for symbol in plan.instruments { digest.add(symbol) }
        return digest.value
    }()
    /// Under what each of them is remembered.
    private(set) lazy var memoryKeys = plan.stages.map(MemoryKey.init)
    /// How many words each stage's memory had when it was last taken down.
    lazy var memoryRooms = Array(repeating: 0, count: plan.stages.count)
    let steps: [Step]
    let dataSteps: LentRow<Step>
    let sources: LentRow<DataStep>
    /// What comes between the market and the targets.
    let signalSteps: LentRow<Step>
    /// The sizers and what comes behind the first of them.
    let orderSteps: LentRow<Step>
    /// What each risk stage approves, in order.
    let approvals: LentRow<ApprovedTargetFrame>
    /// The same, where all of it can tell that a cycle leaves everything as it is.
    let stillTail: StillTail?
    let learners: [LearnerStep]
    let execution: ExecutionStep?
    /// The same, with the order of it that is looked at; none where there is no execution.
    let dispatched: LentRow<(execution: ExecutionStep, order: CheckedOrder)>
    let broker: any Broker
    let brokerNumber: Int
    let brokerMarket: MarketFrame
    let check: PreTradeCheck
    let limits: SessionLimits
    let ledger: OrderLedger
    let changes: LedgerChanges
    /// The orders of a dispatch that passed the check; its room is taken once.
    var approved: [OrderID] = []
    /// What must survive the run is kept here; nil where nothing must.
    var journal: RunJournal?
    var snapshots: SnapshotRhythm?
    var unknowns = UnknownOrders()
    /// Whether the broker can list what it knows; not asked where history drives the clock.
    var canReconcile = false
    /// Whether ledger and venue were found equal; nothing is sent before.
    package internal(set) var isReconciled = true
    /// Whether the ledger has not begun: trades that the venue tells may be in its account already.
    var beginsAnew = false
    /// What the venue listed when a new ledger first asked, and when that was.
    var firstLook: (listing: VenueListing, time: Timestamp)?
    /// Whether something asks for a comparison with the venue before the next one is due.
    package var wantsReconciliation = false
    var drift = DriftRounds()
    /// What others do on the account, where it is shared.
    var shared = SharedAccount()
    /// The scheduled time of the last cycle that an earlier process has run.
    package internal(set) var lastScheduled = Timestamp.distantPast
    /// The last word of a person that was obeyed.
    var lastControl: Int64 = 0
    /// Times in which orders of an instrument, or all, are kept back.
    var pauses: Pauses
    /// Whether risk has seen the holdings: a trade that nobody expected any more lets only reducing orders pass until then.
    var isReviewed = true
    /// Whether nothing was heard from the venue for too long.
    var isCutOff = false
    /// Whether open orders that add exposure are to be cancelled.
    var mustCancel = false
    /// Where the venue's next listing of trades begins.
    var fillMark: String?
    /// The stages that had to begin anew when a journal was continued.
    public internal(set) var recalledAnew: [String] = []
    /// Called when a cycle has booked what the broker told, by whoever knows the book from elsewhere.
    var whenSettled: (() -> Void)?
    #if DEBUG
    /// Called at moments at which a test may let the process die.
    package var atFailPoint: ((FailPoint) -> Void)?
    #endif
    let reports: ReportSheet
    // What is asked of the plan again and again, which is large and would be copied for it.
    let calendar: TradingCalendar
    var dates: SessionCursor
    let reconcileEvery: Int
    /// The calls that data sources and the broker make.
    let calls: CallLog
    /// Whether digests, columns and times of the last cycles are kept.
    var keepsRecords = true
    /// Whether a cycle may end behind its decisions: nobody reads its targets.
    var endsStillCycles = false
    /// The beginning of a run on history, while it lasts; nil when orders may leave.
    var warmUp: WarmUp?
    /// Whether nothing may leave: neither orders nor cancels.
    var isRehearsal = false
    /// Whether history drives the clock; the run that drives it says so.
    public internal(set) var isSimulatedClock = true
    /// The stages whose models have seen data that the run replays; known once history drives the clock.
    public internal(set) var trainedLater: [TrainedLater] = []
    /// How the engine itself restricts trading after a fault; only a person frees it again.
    private(set) var latch = TradingStanding.open
    /// Why it does.
    private(set) var latchCause = Cause.none

    /// Builds every stage of a plan.
    /// - Throws: `BuildError` with the stage that could not be built.
    public convenience init(
        plan: Plan, surroundings: Surroundings, clock: any StageClock, seed: UInt64? = nil
    ) throws(BuildError) {
        try self.init(plan: plan, surroundings: surroundings, clock: clock, seed: seed, answered: [])
    }

    /// Builds every stage of a plan but those of some kinds, whose part a record plays.
    init(
        plan: Plan, surroundings: Surroundings, clock: any StageClock, seed: UInt64?, answered: Set<StageKind>
    ) throws(BuildError) {
        var builder = EngineBuilder(
            plan: plan, surroundings: surroundings, clock: clock, seed: seed ?? plan.seed, answered: answered
        )
        try builder.build()
        self.plan = plan
        (calendar, dates) = (plan.calendar, SessionCursor(plan.calendar))
        reconcileEvery = plan.orders.reconcileEvery
        self.seed = seed ?? plan.seed
        steps = builder.steps
        dataSteps = LentRow(steps.filter { $0.kind == .data })
        sources = LentRow(steps.compactMap { $0 as? DataStep })
        learners = steps.compactMap { $0 as? LearnerStep }
        let later = steps.filter { $0.kind != .data && $0.kind != .learner }
        let first = later.firstIndex { $0.kind == .sizer } ?? later.endIndex
        (signalSteps, orderSteps) = (LentRow(Array(later[..<first])), LentRow(Array(later[first...])))
        execution = steps.compactMap { $0 as? ExecutionStep }.last
        (broker, brokerNumber, brokerMarket) = try builder.broker()
        let (steps, broker, brokerNumber) = (steps, broker, brokerNumber)
        stages = plan.stages.indices.map { number in
            number == brokerNumber ? broker : steps.first { $0.number == number }?.stage ?? broker
        }
        portfolio = Portfolio(count: plan.instruments.count, currencies: plan.currencies)
        let portfolio = portfolio
        stillTail = StillTail(orderSteps.objects, portfolio)
        dispatched = LentRow(
            [execution].compactMap(\.self).map { ($0, CheckedOrder($0.approved, $0.market, portfolio)) })
        let naming = OrderNaming(
            account: broker.accountName, pipeline: plan.name, instruments: plan.instruments)
        changes = LedgerChanges(symbols: plan.instruments)
        ledger = OrderLedger(portfolio, naming, changes, hasLearners: !learners.isEmpty)
        reports = ReportSheet(capacity: plan.instruments.count)
        // A cast that fails makes the runtime search all conformances there are, so that only checks are asked.
        let terms = steps.compactMap { $0.kind == .risk ? $0.stage as? any MarginTerms : nil }.last
        check = PreTradeCheck(
            maxAge: plan.cycle.maxAge ?? plan.cycle.every, calendar: plan.calendar, settings: plan.orders,
            products: plan.products,
            exposure: ExposureLimits(plan.orders, terms, instruments: plan.instruments.count),
            whatIf: plan.orders.whatIf ? WhatIfCheck(broker) : nil)
        pauses = Pauses(instruments: plan.instruments.count)
        limits = SessionLimits(plan.orders, instruments: plan.instruments.count)
        records = RecordRing(capacity: 1_000, stages: plan.stages.count)
        archive = ColumnArchive(builder.archived, cycles: 10)
        names = builder.names
        calls = builder.calls
        approvals = LentRow(steps.compactMap { ($0 as? RiskStep)?.output })
        report = CycleReport(
            decisions: builder.finalDecisions, approved: approvals, market: brokerMarket,
            portfolio: portfolio, capacity: plan.instruments.count
        )
    }

    /// Lets every stage look whether the world is as it needs it; changes nothing.
    public func probe() throws(BuildError) {
        for (planned, stage) in zip(plan.stages, stages) {
            do { try stage.probe() } catch { throw BuildError(stage: planned.id, message: "\(error)") }
        }
    }

    /// Starts every stage and takes the account as the broker sees it.
    public func start() throws(BuildError) {
        for (planned, stage) in zip(plan.stages, stages) {
            do { try stage.start() } catch { throw BuildError(stage: planned.id, message: "\(error)") }
        }
        do { try ledger.open(broker.account()) } catch {
            throw BuildError(stage: plan.stages[brokerNumber].id, message: "\(error)")
        }
        approved.reserveCapacity(2 * plan.instruments.count)
    }

    /// Ends a run: cancels open orders where the plan says so, and stops every stage.
    public func stop(at now: Timestamp) {
        report.begin(number: report.number, now: now)
        if plan.stop.orders == .cancel { cancelOpenOrders(at: now) }
        closeJournal(at: now)
        for (planned, stage) in zip(plan.stages, stages) {
            do { try stage.stop() } catch {
                let number = plan.stages.firstIndex { $0.id == planned.id } ?? 0
                report.add(.stageFailed(stage: number, message: "\(error)", policy: .continue))
            }
        }
    }

    /// The end of the next bar that no cycle has seen; nil when no source will ever have one.
    public func nextBar() throws(BuildError) -> Timestamp? {
        var (next, place): (Timestamp?, Int) = (nil, 0)
        while place < sources.count {
            do {
                if let bar = try sources.with(place, { try $0.nextBar() }) { next = min(next ?? bar, bar) }
            } catch { throw BuildError(stage: sources.objects[place].id, message: "\(error)") }
            place += 1
        }
        return next
    }

    /// Restricts trading until a person frees it: orders that reduce a position still pass.
    func halt(after stage: Int) { latch(.halt, Cause(Self.stageFault, stage: Int32(stage))) }

    /// Restricts trading further until a person frees it.
    func latch(_ standing: TradingStanding, _ cause: Cause) {
        guard latch < standing else { return }
        (latch, latchCause) = (standing, cause)
        report.add(.restricted(standing, cause))
        noteStanding(cause)
    }

    /// Lets the journal know how trading stands from here on.
    func noteStanding(_ cause: Cause) {
        changes.restrict(
            Restriction(
                standing, reason: cause.reason.name,
                by: cause.stage >= 0 ? plan.stages[Int(cause.stage)].id : "engine", time: report.now))
    }

    /// Restricts trading as it was when a cycle was recorded.
    func set(latch standing: TradingStanding) {
        (latch, latchCause) = (standing, standing == .open ? .none : Cause(Self.restored))
    }

    /// Trading was restricted when the process before ended.
    static let restored = Reason("restored")

    /// Frees what the engine itself has restricted.
    func unlatch() { (latch, latchCause) = (.open, .none) }

    /// How trading is restricted: by the risk stages in the last cycle, or by a fault.
    public var standing: TradingStanding { max(ownStanding, report.riskStanding) }

    /// How the engine itself restricts trading.
    var ownStanding: TradingStanding { max(latch, isCutOff ? .reduceOnly : .open) }

    /// Facts that stages want in the summary of a run, by the id of the stage.
    public var remarks: [(stage: String, text: String)] {
        zip(plan.stages, stages).flatMap { planned, stage in stage.remarks.map { (planned.id, $0) } }
    }
}
