import SluiceDocument
import SluiceKit

/// The bars of several files in the order of time.
///
/// A file is opened when time reaches its first bar and closed at its end, so that a folder with a file for each day
/// holds one or two of them. Bars of one time come in the order of their files' paths.
final class BarMerge {
    private let source: CSVSource
    private let findings: DataFindings
    /// Files not yet opened, the next one last.
    private var waiting: [(file: CSVFile, number: Int)]
    /// Open files as a binary heap: none comes before the one it hangs under.
    private var open: [BarFile] = []
    private let capacity: Int
    /// The paths of the files, by number.
    let paths: [String]

    init(_ files: [CSVFile], source: CSVSource, findings: DataFindings) {
        (self.source, self.findings) = (source, findings)
        waiting = files.enumerated().map { ($1, $0) }.sorted {
            ($0.file.first, $0.number) > ($1.file.first, $1.number)
        }
        capacity = Self.capacity(files: files.count)
        paths = files.map(\.path)
        open.reserveCapacity(files.count)
    }

    /// The bytes of a file's buffer, and so of its longest line: less when many may be open.
    static func capacity(files: Int) -> Int { files <= 32 ? 262_144 : 32_768 }

    /// The file whose bar is next; nil when all are read.
    func first() throws(FileError) -> BarFile? {
        while let next = waiting.last, next.file.first <= open.first?.head.end ?? .max {
            waiting.removeLast()
            let file = try BarFile(
                next.file, number: next.number, source: source, findings: findings, capacity: capacity)
            if !next.file.isSorted { try file.load() }
            guard try file.next() else { continue }
            open.append(file)
            rise(from: open.count - 1)
        }
        return open.first
    }

    /// Passes the bar of the file that `first` gave.
    func pass() throws(FileError) {
        guard let file = open.first else { return }
        if try !file.next() {
            let last = open.removeLast()
            guard !open.isEmpty else { return }
            open[0] = last
        }
        sink()
    }

    private func rise(from index: Int) {
        var index = index
        while index > 0, Self.comes(open[index], before: open[(index - 1) / 2]) {
            open.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private func sink() {
        var index = 0
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2]
            where child < open.count && Self.comes(open[child], before: open[least]) {
                least = child
            }
            guard least != index else { return }
            open.swapAt(index, least)
            index = least
        }
    }

    private static func comes(_ file: BarFile, before other: BarFile) -> Bool {
        let (end, otherEnd) = (file.head.end, other.head.end)
        return end < otherEnd || (end == otherEnd && file.number < other.number)
    }
}
