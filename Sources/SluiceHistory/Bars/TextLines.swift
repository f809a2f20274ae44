package import SluiceKit

/// The lines of a text, one at a time, in memory that holds a few of them.
package final class TextLines {
    /// The longest line.
    package static let longestLine = 1 << 20

    private let stream: any FileStream
    private let path: String
    private var bytes: [UInt8] = []
    private var cursor = 0
    private var isAtEnd = false
    /// The number of the line that `next` gave, from 1.
    package private(set) var number = 0

    /// Begins to read; a byte-order mark is passed.
    package init(_ stream: any FileStream, path: String) { (self.stream, self.path) = (stream, path) }

    /// The next line without its end; nil when there is none.
    package func next() throws(FileError) -> ArraySlice<UInt8>? {
        var searched = cursor
        while true {
            if let end = bytes[searched...].firstIndex(of: 0x0A) {
                return take(upTo: end, then: end + 1)
            }
            if isAtEnd {
                return cursor < bytes.count ? take(upTo: bytes.count, then: bytes.count) : nil
            }
            guard bytes.count - cursor <= Self.longestLine else {
                throw FileError(
                    .tooLarge, path, "line \(number + 1): it has more than \(Self.longestLine) bytes")
            }
            searched = bytes.count - cursor
            try readMore()
        }
    }

    private func take(upTo end: Int, then next: Int) -> ArraySlice<UInt8> {
        var line = bytes[cursor..<end]
        if number == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        if line.last == 0x0D { line = line.dropLast() }
        cursor = next
        number += 1
        return line
    }

    private func readMore() throws(FileError) {
        let kept = Array(bytes[cursor...])
        let room = 1 << 18
        var failure: FileError?
        bytes = [UInt8](unsafeUninitializedCapacity: kept.count + room) { buffer, count in
            count = kept.count
            for (index, byte) in kept.enumerated() { buffer[index] = byte }
            let rest = UnsafeMutableRawBufferPointer(buffer)[kept.count...]
            do throws(FileError) {
                count += try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: rest))
            } catch { failure = error }
        }
        if let failure { throw failure }
        (isAtEnd, cursor) = (bytes.count == kept.count, 0)
    }
}
