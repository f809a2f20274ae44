/// A text file as it was read, with its lines at hand for excerpts.
///
/// A line ends at a line feed, a carriage return, or both; a byte-order mark at the start belongs to no line.
/// Finding the lines costs one pass over the bytes.
public struct SourceFile: Sendable {
    /// The path as the user gave it.
    public let path: String
    /// The bytes as they were read, a byte-order mark included.
    public let bytes: [UInt8]
    /// The offset in `bytes` of each line's first byte; never empty.
    package let lineStarts: [Int]

    /// Takes a file that was read.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        lineStarts = Self.lineStarts(in: bytes)
    }

    /// Takes a text that never was a file, such as one in a test.
    public init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }

    /// The whole text without a byte-order mark; bytes that are not UTF-8 become U+FFFD.
    public var text: String { String(decoding: bytes[lineStarts[0]...], as: UTF8.self) }

    /// The number of lines; a file that ends with a line break has an empty last one.
    public var lineCount: Int { lineStarts.count }

    /// A line's text, counted from 1, without its line break; nil when the file has no such line.
    public func line(_ number: Int) -> String? {
        bytes(ofLine: number).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A line's bytes without its line break; nil when the file has no such line.
    package func bytes(ofLine number: Int) -> ArraySlice<UInt8>? {
        guard number >= 1, number <= lineStarts.count else { return nil }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] : bytes.count
        if end > start, number < lineStarts.count {
            let isPair = bytes[end - 1] == newline && end - 2 >= start && bytes[end - 2] == carriageReturn
            end -= isPair ? 2 : 1
        }
        return bytes[start..<end]
    }

    private static func lineStarts(in bytes: [UInt8]) -> [Int] {
        var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        starts.reserveCapacity(bytes.count / 32)
        bytes.withUnsafeBufferPointer { bytes in
            for index in bytes.indices where bytes[index] <= carriageReturn {
                let isPairStart =
                    bytes[index] == carriageReturn && index + 1 < bytes.count && bytes[index + 1] == newline
                if bytes[index] == newline || (bytes[index] == carriageReturn && !isPairStart) {
                    starts.append(index + 1)
                }
            }
        }
        return starts
    }
}

private let newline: UInt8 = 0x0A
private let carriageReturn: UInt8 = 0x0D

extension SourceFile {
    /// The stretch of the one character that begins at an offset in `bytes`; one beyond the end is the end.
    package func span(ofByte offset: Int) -> SourceSpan {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let before = bytes[min(lineStarts[low], bytes.count)..<max(lineStarts[low], min(offset, bytes.count))]
        let column = String(decoding: before, as: UTF8.self).unicodeScalars.count + 1
        return SourceSpan(file: path, line: low + 1, column: column)
    }
}
