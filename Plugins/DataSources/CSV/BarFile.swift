import Glibc
import SluiceDocument
import SluiceKit

/// A file that is being read, some bars at a time.
final class BarFile {
    /// The file's place among all, in the order of their paths.
    let number: Int
    let path: String
    /// The bars at hand, in the order of time unless the file is only looked at.
    private(set) var bars: UnsafeMutableBufferPointer<BarRecord>
    let buffer: LineBuffer
    let parser: LineParser
    let explain: LineExplanation
    /// Nil while only times are looked at, so that nothing is told twice.
    let findings: DataFindings?
    /// The number of the line at the buffer's cursor.
    var line: Int
    var plain = PlainLine()
    /// How many bars are read at a time.
    private let batch: Int
    private var storage: UnsafeMutableBufferPointer<BarRecord>
    private let plan: ColumnPlan
    private let symbols: SymbolTable
    private let times: UnsafeMutablePointer<TimeReader>
    private var isLoaded = false

    /// Opens a file and passes its header.
    init(
        _ file: CSVFile, number: Int, source: CSVSource, findings: DataFindings?, capacity: Int
    ) throws(FileError) {
        (path, self.number, self.findings) = (file.path, number, findings)
        buffer = try LineBuffer(try source.text(of: file.path), capacity: capacity)
        plan = ColumnPlan(file.header, settings: source.settings)
        symbols = source.symbols
        times = .allocate(capacity: 1)
        times.initialize(to: source.timeReader())
        parser = LineParser(
            columns: plan.view, times: times, symbols: symbols.view, instrument: file.instrument,
            used: source.used)
        explain = LineExplanation(file: file, source: source)
        batch = capacity / 1_024
        storage = .allocate(capacity: batch)
        storage.initialize(repeating: BarRecord())
        bars = UnsafeMutableBufferPointer(rebasing: storage[..<0])
        // The header of a file of JSON lines is no line of the file.
        line = file.hasHeaderLine ? 1 : 0
        guard let length = plain.take(buffer.lines) else { return }
        pass(length)
    }

    deinit {
        storage.deallocate()
        times.deinitialize(count: 1)
        times.deallocate()
    }

    /// Brings the next bars.
    /// - Returns: False at the end of the file.
    func next() throws(FileError) -> Bool {
        bars = UnsafeMutableBufferPointer(rebasing: storage[..<0])
        guard !isLoaded else { return false }
        bars = UnsafeMutableBufferPointer(rebasing: storage[..<(try read(wholly: true, into: storage))])
        return !bars.isEmpty
    }

    /// Brings the next lines with a time and an instrument of the universe; their numbers mean nothing.
    /// - Returns: False at the end of the file.
    func scan() throws(FileError) -> Bool {
        bars = UnsafeMutableBufferPointer(rebasing: storage[..<(try read(wholly: false, into: storage))])
        return !bars.isEmpty
    }

    /// Brings all bars at once, sorted by their ends, and those of one time by their lines.
    /// - Returns: False when there is none.
    func load() throws(FileError) -> Bool {
        var count = 0
        while case let more = try read(wholly: true, into: .init(rebasing: storage[count...])), more > 0 {
            count += more
            if storage.count - count < batch { grow(keeping: count) }
        }
        isLoaded = true
        bars = UnsafeMutableBufferPointer(rebasing: storage[..<count])
        bars.sort { ($0.end, $0.line) < ($1.end, $1.line) }
        return count > 0
    }

    private func grow(keeping count: Int) {
        let larger = UnsafeMutableBufferPointer<BarRecord>.allocate(capacity: storage.count * 2)
        larger.initialize(repeating: BarRecord())
        _ = larger.update(fromContentsOf: storage[..<count])
        storage.deallocate()
        storage = larger
    }
}
