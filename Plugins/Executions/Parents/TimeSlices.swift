import SluiceKit
import SluiceMarket

/// What becomes of what an earlier child has not traded.
enum CatchUp: String, SettingChoice {
    /// It is left to the next parent.
    case none
    /// The next child takes it.
    case next
    /// All later children take it in equal parts.
    case spread
}

/// Children at times of a schedule, of quantities by weight.
struct TimeSlices: SlicePolicy {
    let duration: Span
    private let offsets: [Span]
    private var split: ChildSplit
    private let catchUp: CatchUp
    /// The largest part of the volume since the child before; nil for any.
    private let part: Double?
    /// How far a child may be moved, a fraction of the time to its neighbours.
    private let jitter: Double
    private let seed: UInt64

    init(
        duration: Span, offsets: [Span], split: ChildSplit, catchUp: CatchUp, part: Double? = nil,
        jitter: Double = 0, seed: UInt64 = 0
    ) {
        (self.duration, self.offsets, self.split, self.catchUp) = (duration, offsets, split, catchUp)
        (self.part, self.jitter, self.seed) = (part, jitter, seed)
    }

    func due(_ child: Int, of parent: ParentOrder) -> Span? {
        guard offsets.indices.contains(child) else { return nil }
        guard jitter > 0, child > 0 else { return offsets[child] }
        let gap = offsets[child] - offsets[child - 1]
        let word = UInt64(bitPattern: parent.start.nanoseconds) &+ UInt64(child) &* 0x9E37_79B9_7F4A_7C15
        var dice = Dice(seed: seed ^ word)
        let moved = Double(gap.nanoseconds) * jitter * (2 * dice.uniform() - 1)
        return offsets[child] + Span(nanoseconds: Int64(moved))
    }

    mutating func quantity(of child: Int, _ parent: ParentOrder) -> Amount? {
        let wanted = scheduled(child, parent)
        guard let part else { return wanted }
        let most = Amount(parent.volume * part, rounding: .down) ?? .greatest
        return (try? min(wanted, most).rounded(toMultipleOf: split.step, rounding: .down)) ?? .zero
    }

    private mutating func scheduled(_ child: Int, _ parent: ParentOrder) -> Amount {
        // The last one takes what is less than a step beside the others.
        if child == offsets.count - 1, catchUp != .none { return parent.remaining }
        switch catchUp {
        case .none:
            split.split(parent.total)
            guard child == offsets.count - 1 else { return split.quantities[child] }
            return sum(before: child, of: parent).map { (try? parent.total.subtracting($0)) ?? .zero }
                ?? .zero
        case .next:
            split.split(parent.total)
            guard let due = sum(before: child + 1, of: parent),
                let owed = try? due.subtracting(parent.traded).subtracting(parent.open)
            else { return .zero }
            return max(owed, .zero)
        case .spread:
            let count = Amount(offsets.count - child)
            let share = (try? parent.remaining.divided(by: count, rounding: .down)) ?? .zero
            return (try? share.rounded(toMultipleOf: split.step, rounding: .down)) ?? .zero
        }
    }

    /// What the children before one are for together.
    private func sum(before child: Int, of parent: ParentOrder) -> Amount? {
        var sum = Amount.zero
        for index in 0..<child {
            guard let next = try? sum.adding(split.quantities[index]) else { return nil }
            sum = next
        }
        return sum
    }
}
