/// Open files by their next bars, as a binary heap: none comes before the one it hangs under.
final class BarHeap {
    /// The bars at hand of one file, which outlives its entry.
    struct Entry {
        /// The next bar.
        var bar: UnsafePointer<BarRecord>
        /// Just behind the last bar at hand.
        let limit: UnsafePointer<BarRecord>
        let number: Int

        /// An entry of a file that has bars at hand.
        init(_ file: BarFile) {
            bar = UnsafePointer(file.bars.baseAddress.unsafelyUnwrapped)
            limit = bar + file.bars.count
            number = file.number
        }

        @inline(__always)
        func comes(before other: Entry) -> Bool {
            let (end, otherEnd) = (bar.pointee.end, other.bar.pointee.end)
            return end < otherEnd || (end == otherEnd && number < other.number)
        }
    }

    private var entries = UnsafeMutablePointer<Entry>.allocate(capacity: 1)
    private var count = 0

    deinit { entries.deallocate() }

    /// Makes room for so many files, before the first one comes.
    func reserve(_ capacity: Int) {
        entries.deallocate()
        entries = .allocate(capacity: max(capacity, 1))
    }

    var isEmpty: Bool { count == 0 }

    /// The file with the first bar; there must be one.
    var top: UnsafeMutablePointer<Entry> { entries }

    /// The end of the first bar; the end of time when there is none.
    var first: Int64 { count > 0 ? entries.pointee.bar.pointee.end : .max }

    /// The end of the first bar of all other files; the end of time when there are none.
    var second: Int64 {
        let left = count > 1 ? entries[1].bar.pointee.end : .max
        return count > 2 ? min(left, entries[2].bar.pointee.end) : left
    }

    func insert(_ entry: Entry) {
        (entries + count).initialize(to: entry)
        var index = count
        count += 1
        while index > 0, entries[index].comes(before: entries[(index - 1) / 2]) {
            swap(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    func removeFirst() {
        count -= 1
        entries[0] = entries[count]
        sink()
    }

    /// Puts the first entry where it belongs after its bar changed.
    func sink() {
        var index = 0
        while true {
            var least = index
            let left = 2 * index + 1
            if left < count, entries[left].comes(before: entries[least]) { least = left }
            if left + 1 < count, entries[left + 1].comes(before: entries[least]) { least = left + 1 }
            guard least != index else { return }
            swap(index, least)
            index = least
        }
    }

    private func swap(_ first: Int, _ second: Int) {
        (entries[first], entries[second]) = (entries[second], entries[first])
    }
}
