import SluiceKit

/// The bars of several files in the order of time.
///
/// A file is opened when time reaches its first bar and closed at its end, so that a folder with a file for each day
/// holds one or two of them. Bars of one time come in the order of their files' paths.
final class BarMerge {
    private let source: CSVSource
    private let findings: DataFindings
    private var capacity = 0
    /// Files not yet opened, the next one last.
    private var waiting: [(file: CSVFile, number: Int)] = []
    /// The first bar of the files not yet opened.
    private var due = Int64.max
    /// Open files; the heap points at them.
    private var open: [BarFile] = []
    private let heap = BarHeap()

    /// A merge of no files.
    init(source: CSVSource, findings: DataFindings) { (self.source, self.findings) = (source, findings) }

    /// Takes the files.
    func begin(_ files: [CSVFile]) {
        waiting = files.enumerated().map { ($1, $0) }.sorted {
            ($0.file.first, $0.number) > ($1.file.first, $1.number)
        }
        due = waiting.last?.file.first ?? .max
        capacity = Self.capacity(files: files.count)
        heap.reserve(files.count)
    }

    /// The bytes of a file's buffer, and so of its longest line: less when many may be open.
    static func capacity(files: Int) -> Int { files <= 32 ? 262_144 : 32_768 }

    /// The end of the next bar; nil when all are read.
    func next() throws(FileError) -> Int64? {
        if due <= heap.first { try openFiles() }
        return heap.isEmpty ? nil : heap.first
    }

    /// Passes every bar that ended by a moment, and gives it to the fold unless that is nil.
    func take(upTo moment: Int64, into fold: BarFold?) throws(FileError) {
        while true {
            if due <= heap.first { try openFiles() }
            guard heap.first <= moment, !heap.isEmpty else { return }
            // Up to here no bar of another file comes between this one's.
            let others = min(heap.second, due)
            let entry = heap.top
            var bar = entry.pointee.bar
            let end = entry.pointee.limit
            repeat {
                fold?.add(bar, file: entry.pointee.number)
                bar += 1
            } while bar < end && bar.pointee.end <= moment && bar.pointee.end < others
            if bar < end {
                entry.pointee.bar = bar
                heap.sink()
            } else {
                try renew(entry)
            }
        }
    }

    /// Brings the next bars of the first file, or takes it from the heap and closes it.
    private func renew(_ entry: UnsafeMutablePointer<BarHeap.Entry>) throws(FileError) {
        let number = entry.pointee.number
        guard let index = open.firstIndex(where: { $0.number == number }) else { return }
        let file = open[index]
        if try file.next() {
            entry.pointee = BarHeap.Entry(file)
            heap.sink()
        } else {
            heap.removeFirst()
            open.swapAt(index, open.count - 1)
            open.removeLast()
        }
    }

    /// Opens every file whose first bar does not come after the first one at hand.
    private func openFiles() throws(FileError) {
        while let next = waiting.last, next.file.first <= heap.first {
            waiting.removeLast()
            due = waiting.last?.file.first ?? .max
            let file = try BarFile(
                next.file, number: next.number, source: source, findings: findings, capacity: capacity)
            guard try next.file.isSorted ? file.next() : file.load() else { continue }
            open.append(file)
            heap.insert(BarHeap.Entry(file))
        }
    }
}
