/// Numbers with the places they came from, brought into ascending order without allocating.
///
/// A merge sort from the bottom up: n log n steps whatever the order, and equal numbers keep theirs.
struct SortedEntries: Sendable {
    struct Entry: Sendable {
        var key: Double
        var place: Int
    }

    private var entries: [Entry]
    private var room: [Entry]

    /// Makes room for some numbers.
    init(capacity: Int) {
        entries = [Entry](repeating: Entry(key: 0, place: 0), count: capacity)
        room = entries
    }

    /// Sorts the finite ones of some numbers; returns how many there are.
    mutating func sort(_ values: UnsafeBufferPointer<Double>) -> Int {
        precondition(values.count <= entries.count, "there is room for all numbers")
        var count = 0
        for place in values.indices where values[place].isFinite {
            entries[count] = Entry(key: values[place], place: place)
            count += 1
        }
        entries.withUnsafeMutableBufferPointer { entries in
            room.withUnsafeMutableBufferPointer { room in
                Self.sort(.init(rebasing: entries[..<count]), .init(rebasing: room[..<count]))
            }
        }
        return count
    }

    /// Lends the entries, those that were sorted first.
    func lend<Result>(_ body: (UnsafeBufferPointer<Entry>) -> Result) -> Result {
        entries.withUnsafeBufferPointer(body)
    }

    private static let run = 8

    private static func sort(
        _ entries: UnsafeMutableBufferPointer<Entry>, _ room: UnsafeMutableBufferPointer<Entry>
    ) {
        let count = entries.count
        for start in stride(from: 0, to: count, by: run) {
            insert(entries, start..<Swift.min(start + run, count))
        }
        var (source, target) = (entries, room)
        var width = run
        while width < count {
            for start in stride(from: 0, to: count, by: 2 * width) {
                let middle = Swift.min(start + width, count)
                merge(source, target, start, middle, Swift.min(start + 2 * width, count))
            }
            swap(&source, &target)
            width *= 2
        }
        if width > run, source.baseAddress != entries.baseAddress {
            for index in 0..<count { entries[index] = source[index] }
        }
    }

    private static func insert(_ entries: UnsafeMutableBufferPointer<Entry>, _ range: Range<Int>) {
        for index in range.dropFirst() {
            let entry = entries[index]
            var hole = index
            while hole > range.lowerBound, entries[hole - 1].key > entry.key {
                entries[hole] = entries[hole - 1]
                hole -= 1
            }
            entries[hole] = entry
        }
    }

    @inline(__always)
    private static func merge(
        _ source: UnsafeMutableBufferPointer<Entry>, _ target: UnsafeMutableBufferPointer<Entry>,
        _ start: Int, _ middle: Int, _ end: Int
    ) {
        var (left, right, next) = (start, middle, start)
        while left < middle, right < end {
            // Written so that no jump depends on which is taken.
            let takesRight = source[right].key < source[left].key ? 1 : 0
            target[next] = source[takesRight == 1 ? right : left]
            right += takesRight
            left += 1 - takesRight
            next += 1
        }
        while left < middle {
            target[next] = source[left]
            (left, next) = (left + 1, next + 1)
        }
        while right < end {
            target[next] = source[right]
            (right, next) = (right + 1, next + 1)
        }
    }
}
