/// Numbers with the places they came from, brought into ascending order without allocating.
///
/// Where numbers lie evenly enough they are spread into places by their size, which takes a few steps for each; any of
/// them may equal the least or the greatest, as clipped ones do. Else a merge sort from the bottom up: n log n steps
/// whatever the order. Equal numbers keep their order either way.
struct SortedEntries: Sendable {
    struct Entry: Sendable {
        var key: Double
        var place: Int
    }

    private var entries: [Entry]
    private var room: [Entry]
    private var heads: [Int]

    /// Makes room for some numbers.
    init(capacity: Int) {
        entries = [Entry](repeating: Entry(key: 0, place: 0), count: capacity)
        room = entries
        heads = [Int](repeating: 0, count: capacity + 1)
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
                heads.withUnsafeMutableBufferPointer { heads in
                    let (entries, room) = (Part(rebasing: entries[..<count]), Part(rebasing: room[..<count]))
                    if count <= 4 * Self.run || !Self.spread(entries, room, heads) {
                        Self.sort(entries, room)
                    }
                }
            }
        }
        return count
    }

    /// Lends the entries, those that were sorted first.
    func lend<Result>(_ body: (UnsafeBufferPointer<Entry>) -> Result) -> Result {
        entries.withUnsafeBufferPointer(body)
    }

    private typealias Part = UnsafeMutableBufferPointer<Entry>
    private static let run = 8

    /// Spreads entries by their size into as many places as there are; false, and nothing changed, where too many
    /// share one.
    private static func spread(
        _ entries: Part, _ room: Part, _ heads: UnsafeMutableBufferPointer<Int>
    ) -> Bool {
        let count = entries.count
        var (low, high) = (entries[0].key, entries[0].key)
        for index in 1..<count {
            low = Swift.min(low, entries[index].key)
            high = Swift.max(high, entries[index].key)
        }
        let scale = Double(count - 1) / (high - low)
        guard scale > 0, scale < .infinity else { return false }
        // Rises with the key whatever is lost in rounding.
        func place(_ key: Double) -> Int { Swift.min(Int((key - low) * scale), count - 1) }
        for index in 0...count { heads[index] = 0 }
        var (lowest, highest) = (0, 0)
        for index in 0..<count {
            let key = entries[index].key
            heads[place(key) + 1] += 1
            lowest += key == low ? 1 : 0
            highest += key == high ? 1 : 0
        }
        // Equal numbers stay where they are, so that those at either end do not count.
        guard heads[1] - lowest <= 2 * run, heads[count] - highest <= 2 * run else { return false }
        for index in 2..<count {
            guard heads[index] <= 2 * run else { return false }
        }
        for index in 1...count { heads[index] += heads[index - 1] }
        for index in 0..<count {
            let place = place(entries[index].key)
            room[heads[place]] = entries[index]
            heads[place] += 1
        }
        insert(room, 0..<count)
        for index in 0..<count { entries[index] = room[index] }
        return true
    }

    private static func sort(
        _ entries: Part, _ room: Part
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

    private static func insert(_ entries: Part, _ range: Range<Int>) {
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
        _ source: Part, _ target: Part,
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
