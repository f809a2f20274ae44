import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Takes finished trades, one after the other.
protocol Pupil: AnyObject {
    /// Learns from a trade: `slot` is where the book has its horizon and the members' stances.
    func take(_ reward: TradeReward, slot: Int, of book: TradeBook)
}

/// From fills to weights: trades are valued, their rewards given to the choices they belong to, and a rule learns.
///
/// A reward is clipped to `reward_range` and scaled to 0 to 1, 0.5 being a trade that earned nothing. A trade belongs
/// to the horizon of its decision whole. Among members it is shared by how much of all that was forecast for the
/// instrument at that horizon a member said; one that said the opposite gets what the opposite trade would have earned
/// at the same cost.
final class Course<Rule: LearningRule>: Pupil {
    let table: ChoiceTable
    private var rule: Rule
    private let book: TradeBook
    private let scale: RewardScale
    private let ramp: WeightRamp
    private var watch: DriftWatch
    private let resets: Bool
    private var alarms: [Bool]

    init(_ rule: Rule, _ table: ChoiceTable, _ settings: LessonSettings, axes: Axes) throws {
        (self.rule, self.table) = (rule, table)
        book = TradeBook(table, settings.reward, axes: axes)
        scale = try RewardScale(rangeBps: settings.rewardRange.value)
        ramp = try WeightRamp(share: settings.blend, minimum: settings.minSamples, ramp: settings.ramp)
        let series = max(table.choices.count, 1)
        watch = try DriftWatch(
            series: series, slack: settings.driftSlack, threshold: settings.driftThreshold)
        resets = settings.drift == .reset
        alarms = Array(repeating: false, count: series)
    }

    func learn(_ cycle: Cycle, _ evidence: LearnerEvidence, into weights: WeightFrame) {
        guard !table.choices.isEmpty else { return }
        book.observe(cycle, evidence, telling: self)
        let target = UnsafeMutableBufferPointer(start: weights.values.base, count: weights.values.count)
        var span = target.mutableSpan
        rule.weigh(into: &span)
        ramp.blend(&span, after: rule.steps)
    }

    func take(_ trade: TradeReward, slot: Int, of book: TradeBook) {
        let (reward, opposite) = (scale.scaled(trade.netBps), scale.scaled(trade.oppositeNetBps))
        guard reward.isFinite, let horizon = book.horizon(slot) else { return }
        guard table.kind == .horizons || book.hasStances(slot) else { return }
        rule.begin()
        if table.kind == .horizons {
            add(reward, to: horizon, share: 1)
        } else {
            for member in 0..<table.members {
                let stance = book.stance(slot, member: member)
                guard stance != 0 else { continue }
                add(
                    stance > 0 ? reward : opposite, to: table.index(member: member, horizon: horizon),
                    share: stance.magnitude)
            }
        }
        rule.settle()
        for choice in alarms.indices where alarms[choice] {
            rule.reset(choice)
            alarms[choice] = false
        }
    }

    private func add(_ reward: Double, to choice: Int, share: Double) {
        rule.add(reward, to: choice, share: share)
        if resets, watch.observe(reward, series: choice) { alarms[choice] = true }
    }
}

extension Course {
    /// Writes each choice under its own key, so that others may come and go.
    func remember(into memory: inout MemoryWriter) {
        let keys = table.keys
        memory.write(keys.count)
        for (choice, key) in keys.enumerated() {
            let (one, other) = rule.state(choice)
            memory.write(key)
            memory.write([one, other] + watch.state(choice))
        }
        memory.write(rule.steps)
        rule.remember(into: &memory)
        book.remember(into: &memory)
    }

    /// Takes back the choices that are still there; trades that were open under others are forgotten.
    func recall(from memory: inout MemoryReader) throws {
        let keys = table.keys
        var states = [(Double, Double)?](repeating: nil, count: keys.count)
        var watched = watch
        let count = try memory.int()
        guard count >= 0, count <= 10_000_000 else { throw MemoryMismatch("the choices are too many") }
        for _ in 0..<count {
            let key = try memory.word()
            let values = try memory.doubles()
            guard values.count == 6 else { throw MemoryMismatch("a choice has another form") }
            guard let choice = keys.firstIndex(of: key) else { continue }
            states[choice] = (values[0], values[1])
            guard watched.restore(Array(values[2...]), series: choice) else {
                throw MemoryMismatch("the watch of a choice is not one")
            }
        }
        let steps = try memory.int()
        try rule.recall(from: &memory)
        try book.recall(from: &memory)
        guard rule.restore(steps: steps, states) else { throw MemoryMismatch("the weights are not weights") }
        watch = watched
    }
}
