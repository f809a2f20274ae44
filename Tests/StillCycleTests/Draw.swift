import SluiceKit

/// Dice that draw from lists.
struct Draw {
    private var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    mutating func chance(_ part: Double) -> Bool { dice.uniform() < part }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(dice.uniform() * Double(range.count))
    }

    mutating func value(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + dice.uniform() * (range.upperBound - range.lowerBound)
    }

    mutating func one<Element>(of list: [Element]) -> Element { list[number(0...list.count - 1)] }

    /// Some different ones, in the order of the list.
    mutating func some<Element>(of list: [Element], _ count: Int) -> [Element] {
        var left = Array(list.indices)
        var chosen: [Int] = []
        for _ in 0..<min(count, list.count) { chosen.append(left.remove(at: number(0...left.count - 1))) }
        return chosen.sorted().map { list[$0] }
    }
}
