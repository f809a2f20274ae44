import SluiceKit
public import SluiceMarket
import SluicePipeline

extension Engine {
    /// How a cycle may end early on the wall clock.
    public struct Deadline: Sendable {
        /// The longest a cycle may take before its orders are dropped; nil for no limit.
        public let limit: Span?

        /// Creates a deadline.
        public init(limit: Span?) { self.limit = limit }

        /// A simulated clock stands still during a cycle.
        public static let none = Deadline(limit: nil)
    }

    /// What the caller has to do after a cycle.
    public enum Outcome: Hashable, Sendable {
        /// Go on.
        case proceed
        /// End the run: a stage failed whose policy is to stop.
        case stop(stage: Int)
    }

    /// Runs the graph once, and sends the orders that come of it.
    public func runCycle(at now: Timestamp, deadline: Deadline = .none) -> Outcome {
        run(cycle(records.total + 1, at: now), deadline)
    }

    /// Runs the next cycle of a stretch, whose market and decisions are shown.
    ///
    /// `mayBeStill` is false where the stages behind the decisions are known to want something.
    func run(shown cycle: Cycle, mayBeStill: Bool) -> Outcome {
        run(cycle, .none, isShown: true, mayBeStill: mayBeStill)
    }

    /// Runs the graph, from the decisions on where they are shown.
    private func run(
        _ cycle: Cycle, _ deadline: Deadline, isShown: Bool = false, mayBeStill: Bool = true
    ) -> Outcome {
        let began = deadline.limit == nil ? 0 : Stopwatch.nanoseconds
        report.begin(number: cycle.number, now: cycle.now)
        (report.session, report.isOfStretch) = (cycle.session, isShown)
        records.begin()
        ledger.isValued = false
        var outcome = Outcome.proceed
        if isShown || run(dataSteps, cycle, &outcome), settleAndRecord(cycle, &outcome) {
            ledger.mark(brokerMarket, at: cycle.now)
            keepEqual(cycle, &outcome)
            calls.show()
            journal?.trace?.see(self)
            isReviewed = true
            if isShown || run(signalSteps, cycle, &outcome) {
                report.isStill = mayBeStill && isStill(cycle)
                if report.isStill {
                    ledger.showedFills()
                    ledger.showedFinished()
                } else {
                    trade(cycle, began: began, deadline, &outcome)
                }
            }
            learn(cycle)
            ledger.learned()
        }
        report.isWarmUp = warmUp != nil
        if !report.isStill { ledger.markAgain(brokerMarket, at: cycle.now) }
        if let skip = report.skip { report.add(.cycleSkipped(skip)) }
        if keepsRecords {
            archive.keep(cycle: cycle.number)
            records.end(record(of: cycle))
        } else {
            records.leave()
        }
        journal?.trace?.keep(self, cycle)
        commit(cycle)
        return outcome
    }

    /// Turns the decisions of a cycle into targets, and targets into orders.
    private func trade(_ cycle: Cycle, began: Int64, _ deadline: Deadline, _ outcome: inout Outcome) {
        guard run(orderSteps, cycle, &outcome) else { return }
        noteRestriction(since: standing)
        ledger.showedFills()
        obeyRisk(at: cycle.now, &outcome)
        send(cycle, began: began, deadline)
        ledger.showedFinished()
    }

    /// A cycle, or a moment after it, as stages are told of it.
    func cycle(_ number: Int, at now: Timestamp) -> Cycle {
        Cycle(
            number: number, now: now, session: dates.date(of: now), portfolio: portfolio,
            isSimulated: isSimulatedClock)
    }

    /// Records a cycle that could not run in time.
    public func skipCycle(at now: Timestamp, lateBy late: Span) {
        report.begin(number: records.total + 1, now: now)
        records.begin()
        report.skip = .late(late)
        report.add(.cycleSkipped(.late(late)))
        var record = CycleRecord()
        (record.number, record.time, record.isSkipped) = (report.number, now, true)
        record.equity = portfolio.equity
        records.end(record)
    }

    /// Runs steps in order; false when the cycle must end without orders.
    func run(_ steps: LentRow<Step>, _ cycle: Cycle, _ outcome: inout Outcome) -> Bool {
        var began = keepsRecords ? Stopwatch.nanoseconds : 0
        for place in 0..<steps.count {
            let goesOn = steps.with(place) { step in
                if step.kind == .execution, isWarmingUp(at: cycle.now) { return true }
                guard run(step, cycle, &outcome) else { return false }
                guard keepsRecords else { return true }
                let ended = Stopwatch.nanoseconds
                records.note(stage: Int(step.number), digest: step.digest, nanoseconds: ended - began)
                began = ended
                return true
            }
            guard goesOn else { return false }
        }
        return true
    }

    private func run(_ step: Step, _ cycle: Cycle, _ outcome: inout Outcome) -> Bool {
        if step.kind == .execution { restrict(step) }
        do { try step.run(cycle) } catch { return goesOn(after: error, in: step, &outcome) }
        return true
    }

    /// Tells an execution stage that a fault restricts trading, as if a risk stage had said so.
    func restrict(_ step: Step) {
        guard ownStanding > .open, let execution = step as? ExecutionStep else { return }
        execution.approved.restrict(ownStanding, latch > .open ? latchCause.reason : Self.venueSilent)
    }

    /// A stage failed whose policy is to halt, and no person has freed trading since.
    static let stageFault = Reason("stage_fault")

    /// Applies a stage's fault policy; false when the cycle must end without orders.
    func goesOn(after error: any Error, in step: Step, _ outcome: inout Outcome) -> Bool {
        let number = Int(step.number)
        report.add(.stageFailed(stage: number, message: "\(error)", policy: step.faultPolicy))
        switch step.faultPolicy {
        case .degrade:
            step.degrade()
            return true
        case .block:
            (step as? GateStep)?.blockAll(Self.gateFailed)
            return true
        case .continue: return true
        case .halt: halt(after: number)
        case .stop: outcome = .stop(stage: number)
        case .skip: break
        }
        report.skip = .stageFailed(stage: number)
        return false
    }

    /// A gate that failed lets nothing through.
    static let gateFailed = Reason("gate_failed")

    /// Says once that trading is restricted further than in the cycle before.
    func noteRestriction(since before: TradingStanding) {
        guard approvals.count > 0 else { return }
        var (strictest, cause) = (TradingStanding.open, Cause.none)
        approvals.lendEach {
            if $0.standing > strictest { (strictest, cause) = ($0.standing, $0.standingCause) }
        }
        report.riskStanding = strictest
        if strictest > before { report.add(.restricted(strictest, cause)) }
        if standing != before { noteStanding(cause) }
        // Stages that run in a row may share one frame.
        var last: ObjectIdentifier?
        approvals.lendEach { frame in
            guard ObjectIdentifier(frame) != last, !frame.warnings.isEmpty else { return }
            for warning in frame.warnings { report.add(.warned(warning)) }
            last = ObjectIdentifier(frame)
        }
    }

    /// Lets learners see the fills and the decisions of the cycle, with the orders that came of them.
    func learn(_ cycle: Cycle) {
        guard !learners.isEmpty else { return }
        journal?.trace?.seeAct(self, at: cycle.now)
        for learner in learners {
            do { try learner.learn(cycle, ledger.fills) } catch {
                report.add(
                    .stageFailed(stage: Int(learner.number), message: "\(error)", policy: learner.faultPolicy)
                )
            }
            records.note(stage: Int(learner.number), digest: learner.digest, nanoseconds: 0)
        }
    }

    private func record(of cycle: Cycle) -> CycleRecord {
        var record = CycleRecord()
        (record.number, record.time, record.isSkipped) = (cycle.number, cycle.now, report.skip != nil)
        record.equity = portfolio.equity
        (record.sent, record.refused, record.fills) = (report.sent, report.refused, report.fills.count)
        guard report.skip == nil else { return record }
        for decisions in report.decisions {
            for index in 0..<decisions.count {
                if decisions.side[index] != 0 {
                    record.decided += 1
                    if decisions.scale[index] == 0 { record.blocked += 1 }
                } else if !decisions.causes[index].reason.isNone {
                    record.held += 1
                }
            }
        }
        return record
    }
}
