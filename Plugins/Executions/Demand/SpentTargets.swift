import SluiceKit
import SluiceMarket

/// Which instruments an exit has taken out of a target that is still wanted: they are not entered again on that side
/// before the target was zero, unknown, or on the other side.
struct SpentTargets {
    /// The side that is spent, by instrument: 1 for long, -1 for short, 0 for none.
    private var sides: [Int]

    init(count: Int) { sides = Array(repeating: 0, count: count) }

    /// Notes that an exit from a side has traded or is to trade.
    mutating func spend(_ index: Int, isLong: Bool) { sides[index] = isLong ? 1 : -1 }

    /// Whether a side is spent.
    func isSpent(_ index: Int, isLong: Bool) -> Bool { sides[index] == (isLong ? 1 : -1) }

    /// Takes the goal of a cycle, nil for one that is not known, once nothing is held any more on the side.
    mutating func take(goal: Amount?, held: Amount, of index: Int) {
        guard sides[index] != 0 else { return }
        let isHeld = (held > .zero) == (sides[index] > 0) && !held.isZero
        let isWanted = goal.map { ($0 > .zero) == (sides[index] > 0) && !$0.isZero } ?? false
        if !isHeld, !isWanted { sides[index] = 0 }
    }

    func remember(into memory: inout MemoryWriter) { for side in sides { memory.write(side) } }

    mutating func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        for index in sides.indices { sides[index] = try memory.int().signum() }
    }
}
