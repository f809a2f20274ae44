import Glibc
import SluiceDocument
import SluiceKit

/// A file that is being read, with its next bar at hand.
final class BarFile {
    let path: String
    /// The file's place among all, in the order of their paths.
    let number: Int
    /// The next bar; meaningful after `next` gave true.
    private(set) var head = BarRecord()
    private let buffer: LineBuffer
    private var parser: LineParser
    private let explain: LineExplanation
    /// Nil while only times are looked at, so that nothing is told twice.
    private let findings: DataFindings?
    private var line = 1
    private var plain = PlainLine()
    /// All bars in order, the next one last; nil for a file that is read as it is needed.
    private var loaded: [BarRecord]?

    /// Opens a file and passes its header.
    init(
        _ file: CSVFile, number: Int, source: CSVSource, findings: DataFindings?, capacity: Int
    ) throws(FileError) {
        (path, self.number, self.findings) = (file.path, number, findings)
        buffer = try LineBuffer(try source.files.open(file.path), capacity: capacity)
        parser = source.parser(of: file)
        explain = LineExplanation(file: file, source: source)
        guard let length = plain.take(buffer.lines) else { return }
        pass(length)
    }

    /// Moves to the next bar.
    /// - Returns: False at the end of the file.
    func next() throws(FileError) -> Bool {
        guard loaded == nil else { return nextLoaded() }
        return try read(wholly: true)
    }

    /// Moves to the next line with a time and an instrument of the universe; `head` has no numbers then.
    /// - Returns: False at the end of the file.
    func scan() throws(FileError) -> Bool { try read(wholly: false) }

    /// Reads all bars and sorts them by their ends, and those of one time by their lines.
    func load() throws(FileError) {
        var records: [BarRecord] = []
        while try read(wholly: true) { records.append(head) }
        records.sort { ($0.end, $0.line) > ($1.end, $1.line) }
        loaded = records
    }

    private func nextLoaded() -> Bool {
        guard let record = loaded?.popLast() else { return false }
        head = record
        return true
    }
}

// MARK: - Lines

extension BarFile {
    @inline(__always)
    private func read(wholly: Bool) throws(FileError) -> Bool {
        while true {
            let start = buffer.cursor
            guard start < buffer.limit else {
                guard try refill() else { return false }
                continue
            }
            var cursor = start
            head.line = line
            let outcome = parser.take(&cursor, wholly: wholly, into: &head)
            let end = lineEnd(from: cursor)
            if outcome == .bar || !(buffer.hasQuotes && holdsQuote(start, end)) {
                buffer.cursor = end
                line += 1
                if outcome == .bar { return true }
                note(outcome, UnsafeBufferPointer(start: start, count: end - start), line: line - 1)
            } else if try readQuoted(wholly: wholly) {
                return true
            }
        }
    }

    /// Just behind the line feed at the cursor or after it.
    @inline(__always)
    private func lineEnd(from cursor: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        if cursor.pointee == CSVByte.newline { return cursor + 1 }
        // Every line in the buffer has its line feed.
        let newline = memchr(cursor, CInt(CSVByte.newline), buffer.limit - cursor)
        return newline.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) + 1 } ?? buffer.limit
    }

    private func holdsQuote(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
        memchr(start, CInt(CSVByte.quote), end - start) != nil
    }

    /// Reads a line with quotes, which may go on behind line breaks.
    /// - Returns: Whether it is a bar.
    private func readQuoted(wholly: Bool) throws(FileError) -> Bool {
        var length = plain.take(buffer.lines)
        if length == nil, try buffer.fill() { length = plain.take(buffer.lines) }
        guard let length else {
            // A quote without an end would swallow the rest of the file.
            findings?.add(.unreadable, explain.openQuote(line: line))
            pass(lineEnd(from: buffer.cursor) - buffer.cursor)
            return false
        }
        head.line = line
        let outcome = plain.bytes.withUnsafeBufferPointer { bytes in
            guard var cursor = bytes.baseAddress else { return LineOutcome.bad }
            return parser.take(&cursor, wholly: wholly, into: &head)
        }
        plain.bytes.withUnsafeBufferPointer { note(outcome, $0, line: line) }
        pass(length)
        return outcome == .bar
    }

    /// Passes bytes that end with a line, and counts their lines.
    private func pass(_ length: Int) {
        line += buffer.lines[..<length].count { $0 == CSVByte.newline }
        buffer.cursor += length
    }

    private func refill() throws(FileError) -> Bool {
        if try buffer.fill() { return true }
        guard buffer.isStuck else { return false }
        findings?.add(.unreadable, explain.overlong(line: line))
        try buffer.passOverlongLine()
        line += 1
        return true
    }

    private func note(_ outcome: LineOutcome, _ text: UnsafeBufferPointer<UInt8>, line: Int) {
        switch outcome {
        case .bar, .unused: break
        case .outside: findings?.add(.outside, nil)
        case .bad:
            guard let first = text.first, first != CSVByte.newline, first != CSVByte.carriageReturn else {
                break
            }
            findings?.add(.unreadable, explain(text, line: line))
        }
    }
}
