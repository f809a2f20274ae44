public import SluiceKit
import SluiceMarket
public import SluicePipeline

/// Opens the journal of a run, once it is known whether history drives the clock; nil for a run that keeps none.
public typealias JournalOpening = (_ engine: Engine, _ isSimulated: Bool) throws(BuildError) -> RunJournal?

/// Runs a plan from its first cycle to its last, on the clock that its data asks for.
public final class PipelineRun {
    private let plan: Plan
    private let options: RunOptions
    private let signal: StopSignal
    private let clock = RunClock()
    private let wall: any RealTime
    private let openJournal: JournalOpening?
    private let observers: LentRow<any RunObserver>
    /// The engine that runs.
    public let engine: Engine
    /// Runs many cycles of history at once; nil where one has to follow the other.
    private let stretches: StretchRun?
    /// The cycles that earlier processes have run.
    private var begun = 0
    /// Whether history drives the clock; known once the run has begun.
    public private(set) var isSimulated = false

    /// Builds the engine.
    /// - Throws: `BuildError` when a stage could not be built.
    public init(
        plan: Plan,
        surroundings: Surroundings,
        options: RunOptions,
        signal: StopSignal,
        observers: [any RunObserver],
        journal: JournalOpening? = nil,
        wall: any RealTime = WallClock()
    ) throws(BuildError) {
        (self.plan, self.options, self.signal) = (plan, options, signal)
        self.observers = LentRow(observers)
        (self.wall, openJournal) = (wall, journal)
        engine = try Engine(plan: plan, surroundings: surroundings, clock: clock, seed: options.seed)
        engine.keepsRecords = options.keepsRecords
        engine.report.tellsOrders = observers.contains(where: \.readsOrders)
        engine.endsStillCycles = !options.keepsRecords && observers.allSatisfy { !$0.readsTargets }
        stretches =
            options.speed == .unlimited && journal == nil
            ? try StretchRun(engine, surroundings, clock, observers) : nil
    }

    /// What stages see as the time outside a cycle.
    public var stageClock: any StageClock { clock }

    /// Runs until the data ends, a limit is reached, a stage asks for it, or someone asks for a stop.
    /// - Throws: `BuildError` when a stage does not start or the broker does not serve the clock.
    public func run() throws(BuildError) {
        try engine.probe()
        try engine.start()
        guard let first = try engine.nextBar() else {
            throw BuildError(stage: plan.name, message: "no data source has a bar")
        }
        isSimulated = first != .distantFuture
        engine.isSimulatedClock = isSimulated
        if options.needsHistory, !isSimulated {
            throw BuildError(
                stage: plan.stages.first { $0.plugin.kind == .data }?.id ?? plan.name,
                message: "its bars come on the wall clock, and history is needed")
        }
        if isSimulated, !type(of: engine.broker).servesSimulatedClock {
            throw BuildError(
                stage: plan.stages[engine.brokerNumber].id,
                message: "the broker does not serve a clock that history drives"
            )
        }
        if let journal = try openJournal?(engine, isSimulated) {
            try engine.attach(journal, at: isSimulated ? first : wall.now)
            begun = engine.records.total
        }
        if isSimulated {
            try runSimulated(from: first)
        } else {
            engine.report.begin(number: 0, now: wall.now)
            observers.lendEach { $0.began(engine) }
            runOnTheWallClock()
        }
        engine.stop(at: clock.now)
        observers.lendEach { $0.ended(engine) }
    }

    // MARK: History drives the clock

    private func runSimulated(from first: Timestamp) throws(BuildError) {
        // A cycle that an earlier process has run is not run again.
        let seen = max(first - .nanoseconds(1), engine.lastScheduled)
        let (calendar, every) = (plan.calendar, plan.cycle.every)
        var now = calendar.nextCycle(after: seen, every: every)
        clock.move(to: now)
        try lookForTraining(from: max(now, options.tradesFrom ?? now))
        if options.warmsUp || options.tradesFrom != nil {
            engine.beginWarmUp(until: options.tradesFrom ?? .distantPast, waitsForStages: options.warmsUp)
        }
        engine.report.begin(number: 0, now: now)
        observers.lendEach { $0.began(engine) }
        var pace = Pace(options.speed, wall)
        var bar = first
        while goesOn(before: now), pace.wait(until: now, signal) {
            if bar == now, let stretch = try runStretch() {
                guard stretch.goesOn else { return }
                now = stretch.time
            } else {
                clock.move(to: now)
                guard runCycle(at: now, .none) else { return }
            }
            guard let coming = try engine.nextBar() else { return }
            bar = coming
            // Where nothing is to be seen for a while, the clock goes on to the next bar.
            let next = calendar.nextCycle(after: max(now, bar - .nanoseconds(1)), every: every)
            guard
                actsEnded(
                    between: now, and: next,
                    { moment in
                        guard pace.wait(until: moment, signal) else { return false }
                        clock.move(to: moment)
                        return true
                    })
            else { return }
            now = next
        }
    }

    /// Runs the next cycles in a stretch; nil where they cannot be.
    private func runStretch() throws(BuildError) -> (time: Timestamp, goesOn: Bool)? {
        guard let stretches, stretches.isReady else { return nil }
        let left = options.cycles.map { $0 - (engine.records.total - begun) } ?? .max
        return try stretches.run(cycles: left, upTo: options.until ?? .distantFuture)
    }

    /// Marks the stages whose models have seen what the run replays.
    private func lookForTraining(from begin: Timestamp) throws(BuildError) {
        engine.trainedLater = zip(plan.stages, engine.stages).compactMap { planned, stage in
            stage.trainedUntil.flatMap { $0 < begin ? nil : TrainedLater(stage: planned.id, until: $0) }
        }
        guard options.refusesTrainedLater, let first = engine.trainedLater.first else { return }
        throw BuildError(
            stage: first.stage,
            message: "it was trained on data until \(first.until.iso8601), and the run begins at "
                + "\(begin.iso8601): what it expects there it has seen"
        )
    }

    private func goesOn(before now: Timestamp) -> Bool {
        if signal.isStopping || now == .distantFuture { return false }
        if let cycles = options.cycles, engine.records.total - begun >= cycles { return false }
        return options.until.map { now <= $0 } ?? true
    }

    /// Lets the execution stage act whenever it wants to before the next cycle; false when the run must end.
    private func actsEnded(
        between now: Timestamp, and next: Timestamp, _ wait: (Timestamp) -> Bool
    ) -> Bool {
        var last = now
        while let moment = engine.nextAct(after: last), moment < next {
            guard wait(moment) else { return false }
            last = isSimulated ? moment : max(moment, wall.now)
            let outcome = engine.act(at: last)
            observers.lendEach { $0.acted(engine) }
            guard outcome == .proceed else { return false }
        }
        return true
    }

    private func runCycle(at now: Timestamp, _ deadline: Engine.Deadline) -> Bool {
        let outcome = engine.runCycle(at: now, deadline: deadline)
        observers.lendEach { $0.cycleEnded(engine) }
        return outcome == .proceed
    }

    // MARK: The wall clock

    private func runOnTheWallClock() {
        var next = plan.calendar.nextCycle(
            after: max(wall.now, engine.lastScheduled), every: plan.cycle.every)
        let tolerance = plan.cycle.deadline ?? plan.cycle.every
        while goesOn(before: next), actsEnded(between: wall.now, and: next, { wall.wait(until: $0, signal) }),
            wall.wait(until: next, signal)
        {
            let late = wall.now.since(next)
            if late > tolerance {
                engine.skipCycle(at: next, lateBy: late)
                observers.lendEach { $0.cycleEnded(engine) }
                if plan.cycle.overrun == .stop { return }
            } else if !runCycle(at: next, Engine.Deadline(limit: plan.cycle.deadline)) {
                return
            }
            next = plan.calendar.nextCycle(after: next, every: plan.cycle.every)
        }
    }
}

/// Lets a simulated clock go no faster than it was told to.
struct Pace {
    private let speed: RunOptions.Speed
    private let wall: any RealTime
    private var began: (real: Timestamp, simulated: Timestamp)?

    init(_ speed: RunOptions.Speed, _ wall: any RealTime) { (self.speed, self.wall) = (speed, wall) }

    /// Waits until a simulated moment has come; false when a stop was asked for first.
    mutating func wait(until moment: Timestamp, _ signal: StopSignal) -> Bool {
        guard case .times(let factor) = speed else { return !signal.isStopping }
        let start = began ?? (wall.now, moment)
        began = start
        let nanoseconds = (moment.since(start.simulated).seconds / factor * 1e9).rounded()
        return wall.wait(until: start.real + Span(nanoseconds: Int64(nanoseconds)), signal)
    }
}
