import SluiceKit
import SluiceMarket
import SluicePipeline

/// Runs the cycles of a history in stretches: the stages before the targets for many cycles at once, and behind them only
/// the cycles in which something can happen.
///
/// A run in stretches gives what a run cycle by cycle gives, to the bit: the same orders, fills, equity and counts. What it
/// leaves out are cycles of which every stage behind the decisions, and the broker, say beforehand that they would leave
/// everything as it is.
final class StretchRun {
    private let engine: Engine
    private let ledger: OrderLedger
    private let front: StretchFront
    private let observers: LentRow<any StillObserver>
    /// What sizers read of all cycles of a stretch.
    private let decisions: [DecisionFrame]
    private let clock: RunClock
    /// What sizer, checks, execution and broker can tell; none where every cycle has to be run.
    private let tails: LentRow<Tail>
    private let held: HeldCycles
    private let marks: UnsafeMutablePointer<Double>

    /// How many cycles are looked at first: about twice as many as were still the last times.
    private var atFirst = 4
    /// As long as all of them are still, twice as many, but never more than these.
    private static let mostAtOnce = 256

    /// Nil where the plan, or who watches it, asks for one cycle after the other.
    init?(
        _ engine: Engine, _ surroundings: Surroundings, _ clock: RunClock, _ observers: [any RunObserver]
    ) throws(BuildError) {
        let still = observers.compactMap { $0 as? any StillObserver }
        guard engine.endsStillCycles, still.count == observers.count, engine.execution?.isTimed != true,
            engine.portfolio.currencies.isSingle,
            let front = try StretchFront(engine, surroundings, clock)
        else { return nil }
        (self.engine, self.front, self.clock, self.observers) = (engine, front, clock, LentRow(still))
        ledger = engine.ledger
        decisions = front.decisions.objects.map(\.wide)
        tails = LentRow([Tail(engine, front)].compactMap(\.self))
        let stretch = front.stretch
        marks = .allocate(capacity: max(stretch.room * stretch.instruments, 1))
        marks.initialize(repeating: .nan, count: max(stretch.room * stretch.instruments, 1))
        held = HeldCycles(
            engine.portfolio, stretch.market, times: stretch.firstTime, sessions: stretch.firstSession,
            equities: stretch.firstEquity, marks: marks)
    }

    deinit { marks.deallocate() }

    /// Whether the next cycles can be run in a stretch: every stage is warm.
    var isReady: Bool { engine.warmUp == nil && engine.isSimulatedClock }

    /// Runs at most so many cycles, none after a moment.
    /// - Returns: When the last of them was, and whether the run goes on; nil where no cycle could be run so.
    /// - Throws: `BuildError` where a stage fails that never does.
    func run(cycles most: Int, upTo last: Timestamp) throws(BuildError) -> (time: Timestamp, goesOn: Bool)? {
        try front.advance(cycles: most, upTo: last, number: engine.records.total + 1)
        let (count, times) = (front.stretch.count, front.stretch.firstTime)
        guard count > 0 else { return nil }
        if tails.count > 0 {
            ledger.marks(
                front.stretch.market, cycles: count, after: engine.portfolio.mark.base, into: marks)
        }
        // One for all of them, which counts a reference to the portfolio once.
        var (cycle, place) = (engine.cycle(0, at: times[0]), 0)
        while place < count {
            var mayBeStill = true
            if engine.isQuiet { tails.lendEach { place += pass($0, from: place, &mayBeStill) } }
            guard place < count else { break }
            clock.move(to: times[place])
            front.show(place)
            (cycle.number, cycle.now) = (engine.records.total + 1, times[place])
            cycle.session = front.session(of: place)
            let outcome = engine.run(shown: cycle, mayBeStill: mayBeStill)
            observers.lendEach { $0.cycleEnded(engine) }
            front.stretch.equities[place] = engine.portfolio.equity
            place += 1
            guard outcome == .proceed else {
                showed(place)
                return (times[place - 1], false)
            }
        }
        showed(place)
        front.show(count - 1)
        clock.move(to: times[count - 1])
        return (times[count - 1], true)
    }

    /// Passes the cycles from one on that leave everything as it is.
    ///
    /// `mayBeStill` becomes false where a stage wants something in the cycle behind them; the broker alone may ask for a
    /// cycle to be settled that is still otherwise.
    /// - Returns: How many there are.
    private func pass(_ tail: Tail, from first: Int, _ mayBeStill: inout Bool) -> Int {
        let (all, instruments) = (front.stretch.count, front.stretch.instruments)
        let equities = front.stretch.firstEquity
        var (cycle, most) = (first, atFirst)
        while cycle < all {
            let count = min(most, all - cycle)
            held.look(from: cycle, count: count, number: engine.records.total + 1)
            tail.settle(held)
            let settled = held.count
            if settled > 0 {
                ledger.value(
                    cycles: settled, marks: marks + cycle * instruments, equities: equities + cycle)
                tail.shorten(held)
                if held.count > 0 { passed(tail) }
            }
            mayBeStill = held.count == settled
            cycle += held.count
            guard held.count == count else { break }
            most = min(2 * most, Self.mostAtOnce)
        }
        atFirst = min(atFirst / 2 + (cycle - first) + 1, Self.mostAtOnce)
        if cycle > first {
            let last = cycle - 1
            ledger.take(marks: marks + last * instruments, equity: equities[last])
            ledger.showedFills()
            ledger.showedFinished()
        }
        return cycle - first
    }

    private func showed(_ cycles: Int) {
        observers.lendEach { $0.showed(front.stretch, decisions, cycles: cycles) }
    }

    private func passed(_ tail: Tail) {
        tail.passed(held)
        engine.records.pass(held.count)
        observers.lendEach { $0.passed(held) }
    }
}

/// What is behind the decisions of a stretch, where all of it can tell that cycles leave everything as it is.
private final class Tail {
    private let stages: StillTail
    private let decisions: DecisionFrame
    private let broker: any StillBroker

    /// Nil where a stage or the broker cannot tell.
    init?(_ engine: Engine, _ front: StretchFront) {
        guard let stages = engine.stillTail, stages.market === engine.brokerMarket,
            let wide = front.decisions.objects.first(where: { $0.single === stages.decisions })?.wide,
            let broker = engine.broker as? any StillBroker
        else { return nil }
        (self.stages, decisions, self.broker) = (stages, wide, broker)
    }

    /// Leaves of some cycles those at the beginning that the broker leaves as they are; their equities are not yet known.
    func settle(_ held: HeldCycles) { held.shorten(to: broker.stillCycles(held)) }

    /// Leaves of them those at the beginning in which no stage wants anything.
    func shorten(_ held: HeldCycles) { stages.shorten(held, decisions) }

    /// Lets everyone take what is remembered of still cycles.
    func passed(_ held: HeldCycles) {
        broker.passed(held)
        stages.passed(held)
    }
}
