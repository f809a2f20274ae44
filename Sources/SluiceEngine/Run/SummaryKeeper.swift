public import SluiceKit
import SluiceMarket
import SluiceNumerics
import SluicePipeline

/// Counts what happens in a run; the counts of a steady run take no memory.
public final class SummaryKeeper: StillObserver {
    private struct Counter {
        let stage: Int32
        let reason: Reason
        var count: Int
    }

    /// One cause, again and again.
    private struct Run {
        var cause = Cause.none
        var count = 0

        /// Counts a cause that is the one before: a reason is a constant, so that most lie in one place.
        @inline(__always)
        mutating func goes(on next: UnsafePointer<Cause>) -> Bool {
            guard difference(next) == 0 else { return false }
            count &+= 1
            return true
        }

        /// 0 for the same cause.
        @inline(__always)
        func difference(_ next: UnsafePointer<Cause>) -> UInt {
            UInt(bitPattern: next.pointee.reason.letters)
                ^ UInt(bitPattern: cause.reason.letters)
                | UInt(truncatingIfNeeded: next.pointee.stage ^ cause.stage)
        }
    }

    /// Of an earlier cycle's targets nothing is counted again.
    public let readsTargets = false
    /// Orders and trades are counted, not read.
    public let readsOrders = false
    /// What the run came to so far.
    public private(set) var summary = RunSummary()
    private var held: [Counter] = []
    private var blocked: [Counter] = []
    private var limited: [Counter] = []
    private var rejected: [Counter] = []
    private var failures: [Int: Int] = [:]
    private var hasTraded: [Bool] = []
    private var tally = StretchTally()
    private var peak = -Double.infinity
    private var instruments = 0

    private let countsDecisions: Bool

    /// Creates a keeper that has seen nothing; runs that are many may do without why nothing was decided or traded.
    public init(countsDecisions: Bool = true) { self.countsDecisions = countsDecisions }

    /// Makes room for the run's instruments.
    public func began(_ engine: Engine) {
        instruments = engine.plan.instruments.count
        hasTraded = Array(repeating: false, count: instruments)
        summary.trainedLater = engine.trainedLater
    }

    /// Counts what the cycle did.
    public func cycleEnded(_ engine: Engine) { ended(engine.report, engine.portfolio.equity) }

    private func ended(_ report: CycleReport, _ equity: Double) {
        if report.skip != nil { summary.skipped += 1 }
        if report.isWarmUp { summary.warmUpCycles += 1 }
        count(report)
        if report.skip == nil, countsDecisions {
            if !report.isOfStretch { report.lendDecisions { countDecisions($0, 0..<instruments) } }
            if !report.isStill { report.lendApproved { countLimited($0) } }
        }
        tally.ended(report)
        guard !report.isOfStretch else { return }
        counted(1, from: report.now, to: report.now)
        follow(equity)
    }

    /// Of the cycles of a stretch it hears as a whole.
    public func passed(_ held: HeldCycles) { tally.passed(held) }

    /// Counts the cycles of a stretch, and their decisions but of cycles that were skipped.
    public func showed(_ stretch: Stretch, _ decisions: [DecisionFrame], cycles: Int) {
        guard cycles > 0 else { return }
        counted(cycles, from: stretch.times[0], to: stretch.times[cycles - 1])
        for first in stride(from: 0, to: cycles, by: Self.many) {
            follow(stretch.firstEquity + first, min(Self.many, cycles - first))
        }
        tally.end { if countsDecisions { countDecisions(decisions, cycles: $0) } }
    }

    /// Counts what happened between two cycles.
    public func acted(_ engine: Engine) { count(engine.report) }

    /// Takes the last facts.
    public func ended(_ engine: Engine) {
        let stages = engine.plan.stages
        func tallies(_ counters: [Counter]) -> [RunSummary.Tally] {
            counters.map {
                let stage = $0.stage >= 0 ? stages[Int($0.stage)].id : ""
                return RunSummary.Tally(stage: stage, reason: $0.reason.name, count: $0.count)
            }.sorted { ($1.count, $0.stage, $0.reason) < ($0.count, $1.stage, $1.reason) }
        }
        summary.held = tallies(held)
        (summary.blocked, summary.limited) = (tallies(blocked), tallies(limited))
        summary.rejected = tallies(rejected)
        summary.failures = failures.sorted { $0.key < $1.key }.map {
            RunSummary.Tally(stage: stages[$0.key].id, reason: "failed", count: $0.value)
        }
        summary.tradedInstruments = hasTraded.count { $0 }
        summary.fees = engine.portfolio.fees
        summary.otherFees = engine.portfolio.foreign.filter { !$0.purse.fees.isZero }.map {
            Money(amount: $0.purse.fees, currency: $0.currency)
        }
        summary.standing = engine.standing
        summary.standingCause =
            engine.report.approved.first { $0.standing == engine.standing }?.standingCause ?? .none
        summary.unresolved = engine.portfolio.openOrders.count { $0.isUnknown }
        summary.remarks = engine.remarks
        summary.coldStages = engine.coldStages
    }

    private func count(_ report: CycleReport) {
        summary.orders += report.sent
        summary.fills += report.fills.count
        report.lendFills { hasTraded[$0.instrument] = true }
        guard report.hasOtherEvents else { return }
        for event in report.events { count(event) }
    }

    /// Counts what is neither an order that went nor a trade.
    private func count(_ event: EngineEvent) {
        switch event {
        case .charged(let charge): add(charge)
        case .refused(_, let cause): add(cause.reason, -1, to: &rejected)
        case .rejected(_, let reason): add(reason, -1, to: &rejected)
        case .stageFailed(let stage, _, _): failures[stage, default: 0] += 1
        default: break
        }
    }

    private func add(_ charge: Charge) {
        var place = summary.charges.firstIndex { $0.kind == charge.kind && $0.currency == charge.currency }
        if place == nil {
            place = summary.charges.count
            summary.charges.append(RunSummary.ChargeTotal(kind: charge.kind, currency: charge.currency))
        }
        guard let place else { return }
        summary.charges[place].count += 1
        // A sum that no amount can hold has ended the run before.
        summary.charges[place].amount =
            (try? summary.charges[place].amount.adding(charge.amount)) ?? summary.charges[place].amount
    }

    private func countDecisions(_ frames: [DecisionFrame], cycles: Range<Int>) {
        for frame in frames {
            countDecisions(frame, cycles.lowerBound * instruments..<cycles.upperBound * instruments)
        }
    }

    private func countDecisions(_ frame: DecisionFrame, _ places: Range<Int>) {
        // What holds an instrument in one place mostly does in the next.
        var (held, blocked) = (Run(), Run())
        let (sides, scales, causes) = (frame.side, frame.scale, frame.causes.base)
        var index = places.lowerBound
        while index < places.upperBound {
            if Cause.isRecord, places.upperBound - index >= Self.many {
                let alike = CauseRecord.countAlike(
                    places.upperBound - index, sides: sides.base + index, scales: scales.base + index,
                    causes: causes + index, like: &held.cause)
                held.count &+= alike.held
                index &+= alike.passed
            }
            // Those that are not like the last one, or too few.
            for index in index..<min(index + Self.many, places.upperBound) {
                if sides[index] == 0 {
                    if !held.goes(on: causes + index) { turn(&held, to: causes[index], &self.held) }
                } else if scales[index] == 0 {
                    if !blocked.goes(on: causes + index) { turn(&blocked, to: causes[index], &self.blocked) }
                }
            }
            index = min(index + Self.many, places.upperBound)
        }
        if held.count > 0 { turn(&held, to: .none, &self.held) }
        if blocked.count > 0 { turn(&blocked, to: .none, &self.blocked) }
    }

    /// How many are looked at before it is seen whether they are like the last one.
    private static let many = 64

    /// Counts a run that is over, and begins the next.
    @inline(never)
    private func turn(_ run: inout Run, to next: Cause, _ counters: inout [Counter]) {
        if run.count > 0, !run.cause.reason.isNone {
            add(run.cause.reason, run.cause.stage, run.count, to: &counters)
        }
        run = Run(cause: next, count: 1)
    }

    private func countLimited(_ frame: ApprovedTargetFrame) {
        // Most have only the causes that their targets came with.
        guard frame.causes.isGiven else { return }
        for index in 0..<frame.count {
            let cause = frame.causes[index]
            guard !cause.reason.isNone, cause.stage == frame.writer else { continue }
            add(cause.reason, cause.stage, to: &limited)
        }
    }

    private func add(_ reason: Reason, _ stage: Int32, _ count: Int = 1, to counters: inout [Counter]) {
        for index in counters.indices where counters[index].stage == stage {
            guard counters[index].reason == reason else { continue }
            counters[index].count += count
            return
        }
        counters.append(Counter(stage: stage, reason: reason, count: count))
    }

    private func counted(_ cycles: Int, from first: Timestamp, to last: Timestamp) {
        summary.cycles += cycles
        if summary.first == nil { summary.first = first }
        summary.last = last
    }

    /// Follows the equities of cycles that follow one another.
    private func follow(_ equities: UnsafePointer<Double>, _ cycles: Int) {
        // Of all equities below one peak the lowest fell most, so that only of it the fall is asked.
        if let range = PresentNumbers.range(of: equities, cycles), range.high < peak {
            fell(from: peak, to: range.low)
            summary.endEquity = equities[cycles - 1]
            return
        }
        for cycle in 0..<cycles { follow(equities[cycle]) }
    }

    @inline(__always)
    private func follow(_ equity: Double) {
        guard equity.isFinite else { return }
        if summary.startEquity.isNaN { summary.startEquity = equity }
        summary.endEquity = equity
        if equity < peak { fell(from: peak, to: equity) } else { peak = equity }
    }

    private func fell(from peak: Double, to low: Double) {
        guard peak > 0 else { return }
        summary.maxDrawdown = max(summary.maxDrawdown, (peak - low) / peak)
    }
}
