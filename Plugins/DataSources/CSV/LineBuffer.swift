import Glibc
import SluiceKit

/// The bytes of a file, whole lines at a time, in a buffer that does not grow.
///
/// Whoever reads moves `cursor` from the beginning of a line to the beginning of another.
final class LineBuffer {
    private let stream: any FileStream
    private let storage: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    /// The beginning of the next line.
    var cursor: UnsafePointer<UInt8>
    /// Just behind the last whole line.
    private(set) var limit: UnsafePointer<UInt8>
    /// Just behind the last byte.
    private var end: UnsafeMutablePointer<UInt8>
    private var isAtEnd = false
    /// How many bytes were read.
    private var read = 0
    /// Whether a quote is anywhere between `cursor` and `limit`.
    private(set) var hasQuotes = false

    /// Begins to read a file; a byte-order mark is passed.
    init(_ stream: any FileStream, capacity: Int) throws(FileError) {
        self.stream = stream
        self.capacity = capacity
        // One byte for a line feed that a file may lack at its end.
        storage = .allocate(capacity: capacity + 1 + PlainLine.padding)
        storage.initialize(repeating: 0, count: capacity + 1 + PlainLine.padding)
        end = storage
        (cursor, limit) = (UnsafePointer(storage), UnsafePointer(storage))
        _ = try fill()
        if end - storage >= 3, storage[0] == 0xEF, storage[1] == 0xBB, storage[2] == 0xBF { cursor += 3 }
    }

    deinit { storage.deallocate() }

    /// How many bytes the file has, where that is known.
    var knownSize: Int? { stream.knownSize }

    /// How many bytes lie before the cursor.
    var passed: Int { read - (UnsafePointer(end) - cursor) }

    /// What is known of the lines from the cursor on.
    var lines: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: cursor, count: limit - cursor) }

    /// Keeps what lies from the cursor on, and reads as many further bytes as fit.
    /// - Returns: Whether there are whole lines that were not there before.
    func fill() throws(FileError) -> Bool {
        let known = limit - cursor
        let kept = UnsafePointer(end) - cursor
        memmove(storage, cursor, kept)
        cursor = UnsafePointer(storage)
        end = storage + kept
        while end < storage + capacity, !isAtEnd {
            let room = UnsafeMutableRawBufferPointer(start: end, count: storage + capacity - end)
            let count = try stream.read(into: room)
            end += count
            read += count
            isAtEnd = count == 0
        }
        if isAtEnd, end > storage, end[-1] != CSVByte.newline {
            end.pointee = CSVByte.newline
            end += 1
        }
        limit = lastLineEnd()
        hasQuotes = memchr(cursor, CInt(CSVByte.quote), limit - cursor) != nil
        return limit - cursor > known
    }

    /// Whether the buffer is full of one line that has no end in it.
    var isStuck: Bool { limit == cursor && end == storage + capacity }

    /// Passes the line that is too long for the buffer.
    func passOverlongLine() throws(FileError) {
        while isStuck {
            cursor = UnsafePointer(end)
            limit = cursor
            _ = try fill()
        }
        guard let newline = memchr(cursor, CInt(CSVByte.newline), UnsafePointer(end) - cursor) else { return }
        cursor = UnsafePointer(newline.assumingMemoryBound(to: UInt8.self)) + 1
    }

    private func lastLineEnd() -> UnsafePointer<UInt8> {
        var last = UnsafePointer(end)
        while last > cursor, last[-1] != CSVByte.newline { last -= 1 }
        return last
    }
}
