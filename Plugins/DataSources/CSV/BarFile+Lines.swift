import Glibc
import SluiceKit

extension BarFile {
    /// Reads lines, wholly or only their times and instruments, until the records are full or the file ends.
    /// - Returns: How many bars there are; 0 only at the end of the file.
    func read(
        wholly: Bool, into records: UnsafeMutableBufferPointer<BarRecord>
    ) throws(FileError) -> Int {
        var count = 0
        while count < records.count {
            if buffer.cursor == buffer.limit, try !refill() { break }
            let rest = UnsafeMutableBufferPointer(rebasing: records[count...])
            count += wholly ? readLines(into: rest) : scanLines(into: rest)
            // Whatever stopped the loop over plain lines is looked at here.
            if count < records.count, buffer.cursor < buffer.limit {
                count += try readOther(wholly: wholly, into: records.baseAddress.unsafelyUnwrapped + count)
            }
        }
        return count
    }

    private func readLines(into records: UnsafeMutableBufferPointer<BarRecord>) -> Int {
        parser.columns.isUsual ? readUsualLines(into: records) : readWholeLines(into: records)
    }

    // A function for each depth, because one with all of them would be too large for everything to be inlined.

    @inline(never)
    private func readUsualLines(into records: UnsafeMutableBufferPointer<BarRecord>) -> Int {
        readPlainLines(.usual, into: records)
    }

    @inline(never)
    private func readWholeLines(into records: UnsafeMutableBufferPointer<BarRecord>) -> Int {
        readPlainLines(.whole, into: records)
    }

    @inline(never)
    private func scanLines(into records: UnsafeMutableBufferPointer<BarRecord>) -> Int {
        readPlainLines(.scan, into: records)
    }

    /// Reads lines up to one that is no bar or has quotes.
    ///
    /// The loop works on locals, because each access to a property of an object costs as much as a field.
    @inline(__always)
    private func readPlainLines(
        _ depth: LineParser.Depth, into records: UnsafeMutableBufferPointer<BarRecord>
    ) -> Int {
        let (parser, limit, hasQuotes) = (parser, buffer.limit, buffer.hasQuotes)
        var (start, number) = (buffer.cursor, line)
        var record = records.baseAddress.unsafelyUnwrapped
        let end = record + records.count
        while start < limit, record < end {
            if hasQuotes, memchr(start, CInt(CSVByte.quote), lineEnd(from: start, limit) - start) != nil {
                break
            }
            var cursor = start
            record.pointee.line = number
            let outcome = parser.take(&cursor, depth, into: record)
            guard outcome == .bar || outcome == .unused else { break }
            if outcome == .bar { record += 1 }
            start = lineEnd(from: cursor, limit)
            number += 1
        }
        (buffer.cursor, line) = (start, number)
        return record - records.baseAddress.unsafelyUnwrapped
    }

    /// Reads one line that is no plain bar.
    /// - Returns: How many bars it is, 0 or 1.
    private func readOther(
        wholly: Bool, into record: UnsafeMutablePointer<BarRecord>
    ) throws(FileError) -> Int {
        let start = buffer.cursor
        let end = lineEnd(from: start, buffer.limit)
        if buffer.hasQuotes, memchr(start, CInt(CSVByte.quote), end - start) != nil {
            return try readQuoted(wholly: wholly, into: record)
        }
        var cursor = start
        record.pointee.line = line
        let outcome = parser.take(&cursor, wholly ? .whole : .scan, into: record)
        note(outcome, UnsafeBufferPointer(start: start, count: end - start))
        buffer.cursor = end
        line += 1
        return outcome == .bar ? 1 : 0
    }

    /// Just behind the line feed at the cursor or after it.
    @inline(__always)
    private func lineEnd(
        from cursor: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8> {
        if cursor.pointee == CSVByte.newline { return cursor + 1 }
        // Every line in the buffer has its line feed.
        let newline = memchr(cursor, CInt(CSVByte.newline), limit - cursor)
        return newline.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) + 1 } ?? limit
    }

    /// Reads a line with quotes, which may go on behind line breaks.
    /// - Returns: How many bars it is, 0 or 1.
    private func readQuoted(
        wholly: Bool, into record: UnsafeMutablePointer<BarRecord>
    ) throws(FileError) -> Int {
        var length = plain.take(buffer.lines)
        if length == nil, try buffer.fill() { length = plain.take(buffer.lines) }
        guard let length else {
            // A quote without an end would swallow the rest of the file.
            findings?.add(.unreadable, explain.openQuote(line: line))
            pass(lineEnd(from: buffer.cursor, buffer.limit) - buffer.cursor)
            return 0
        }
        record.pointee.line = line
        let outcome = plain.bytes.withUnsafeBufferPointer { bytes in
            guard var cursor = bytes.baseAddress else { return LineOutcome.bad }
            let outcome = parser.take(&cursor, wholly ? .whole : .scan, into: record)
            note(outcome, bytes)
            return outcome
        }
        pass(length)
        return outcome == .bar ? 1 : 0
    }

    /// Passes bytes that end with a line, and counts their lines.
    func pass(_ length: Int) {
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

    private func note(_ outcome: LineOutcome, _ text: UnsafeBufferPointer<UInt8>) {
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
