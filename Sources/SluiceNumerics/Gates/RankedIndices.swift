/// Numbers of instruments in order of a key, greatest first, without an allocation: heapsort in place.
///
/// A tie goes to the smaller number, and an absent key is last. Worked number: keys 1, NaN, 3, 3 give 2, 3, 0, 1.
public struct RankedIndices: Sendable {
    private var indices: [Int] = []

    /// Makes room for so many numbers.
    public init(capacity: Int) { indices.reserveCapacity(capacity) }

    /// How many there are.
    public var count: Int { indices.count }

    /// The number at a place, from 0.
    public subscript(_ place: Int) -> Int { indices[place] }

    /// Forgets all, and keeps the room.
    public mutating func clear() { indices.removeAll(keepingCapacity: true) }

    /// Adds a number.
    public mutating func add(_ index: Int) { indices.append(index) }

    /// Puts the numbers in order of their keys.
    public mutating func sort(by keys: UnsafePointer<Double>) {
        for root in stride(from: count / 2 - 1, through: 0, by: -1) { sink(root, below: count, keys) }
        for end in stride(from: count - 1, to: 0, by: -1) {
            indices.swapAt(0, end)
            sink(0, below: end, keys)
        }
    }

    /// Moves a number down until none of its children comes behind it.
    private mutating func sink(_ start: Int, below end: Int, _ keys: UnsafePointer<Double>) {
        var root = start
        while true {
            var last = root
            for child in 2 * root + 1...2 * root + 2 where child < end {
                if comesFirst(indices[last], indices[child], keys) { last = child }
            }
            guard last != root else { return }
            indices.swapAt(root, last)
            root = last
        }
    }

    private func comesFirst(_ one: Int, _ other: Int, _ keys: UnsafePointer<Double>) -> Bool {
        let left = keys[one].isNaN ? -Double.infinity : keys[one]
        let right = keys[other].isNaN ? -Double.infinity : keys[other]
        return left == right ? one < other : left > right
    }
}
