import SluiceKit

/// Decides by a seed what goes wrong, and counts it; nothing does once faults have stopped.
struct FaultDice {
    private var dice: Dice
    private(set) var counts = FaultCounts()
    var isActive = true
    /// A kind that happens the next time it can, whatever the dice say.
    var next: FaultKind?

    init(seed: UInt64) { dice = Dice(seed: seed, stage: "faults") }

    /// Whether a fault happens this time; when it does, it is counted.
    mutating func happens(_ kind: FaultKind, _ probability: Double) -> Bool {
        let isDrawn = chance(probability)
        guard isDrawn || next == kind else { return false }
        if next == kind { next = nil }
        counts.add(kind)
        return true
    }

    /// Whether something happens this time that is no fault by itself.
    mutating func chance(_ probability: Double) -> Bool {
        // Drawn in any case, so that the dice stand alike whether faults are on or off.
        let drawn = dice.uniform()
        return isActive && drawn < probability
    }

    mutating func count(_ kind: FaultKind) { counts.add(kind) }

    /// A whole number of a range.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(dice.uniform() * Double(range.count))
    }

    /// Puts things in another order.
    mutating func shuffle<Element>(_ things: inout [Element]) {
        guard things.count > 1 else { return }
        for place in stride(from: things.count - 1, to: 0, by: -1) {
            things.swapAt(place, number(0...place))
        }
    }
}
