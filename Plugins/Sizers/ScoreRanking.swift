import SluiceKit

/// Instruments in order of their score, without an allocation: heapsort in place.
///
/// The highest score comes first whatever its sign; a tie goes to the earlier instrument, and an absent score is last.
struct ScoreRanking {
    private var instruments: [Int] = []

    /// Makes room for so many instruments.
    init(capacity: Int) { instruments.reserveCapacity(capacity) }

    /// How many instruments there are.
    var count: Int { instruments.count }

    /// The instrument of a place, from 0.
    subscript(_ place: Int) -> Int { instruments[place] }

    /// Forgets all instruments, and keeps the room.
    mutating func clear() { instruments.removeAll(keepingCapacity: true) }

    /// Adds an instrument.
    mutating func add(_ instrument: Int) { instruments.append(instrument) }

    /// Puts the instruments in order.
    mutating func sort(by score: Column) {
        for root in stride(from: count / 2 - 1, through: 0, by: -1) { sink(root, below: count, score) }
        for end in stride(from: count - 1, to: 0, by: -1) {
            instruments.swapAt(0, end)
            sink(0, below: end, score)
        }
    }

    /// Moves an instrument down until none of its children comes behind it.
    private mutating func sink(_ start: Int, below end: Int, _ score: Column) {
        var root = start
        while true {
            var last = root
            for child in 2 * root + 1...2 * root + 2 where child < end {
                if comesFirst(instruments[last], instruments[child], score) { last = child }
            }
            guard last != root else { return }
            instruments.swapAt(root, last)
            root = last
        }
    }

    private func comesFirst(_ one: Int, _ other: Int, _ score: Column) -> Bool {
        let left = score[one].isNaN ? -1 : score[one].magnitude
        let right = score[other].isNaN ? -1 : score[other].magnitude
        return left == right ? one < other : left > right
    }
}
