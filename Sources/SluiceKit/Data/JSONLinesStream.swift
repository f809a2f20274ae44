/// JSON lines (one object a line) as the CSV text that says the same.
///
/// The names in the objects among the first lines are the header; an object's members go below their names, in
/// whatever order they stand, and `null` or a name that is left out gives an empty field. Line n of the file is line
/// n + 1 of the text. What is no object of plain values ends the reading with its line and column.
public final class JSONLinesStream: FileStream {
    /// The longest line.
    public static let longestLine = 1 << 20
    /// The most names.
    public static let mostColumns = 4_096

    private let stream: any FileStream
    private let path: String
    private var input: [UInt8] = []
    /// What of `input` is not yet read.
    private var cursor = 0
    private var isAtEnd = false
    private var line = 0
    private var columns: JSONLineColumns?
    private var output: [UInt8] = []
    /// What of `output` is not yet given.
    private var given = 0

    /// Reads the text of such a file.
    public init(_ stream: any FileStream, path: String) { (self.stream, self.path) = (stream, path) }

    /// Whether a file's name says that it is of JSON lines.
    public static func isMeant(by path: String) -> Bool {
        var name = path[...]
        for packing in [".gz", ".zst"] where name.hasSuffix(packing) { name.removeLast(packing.count) }
        return name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson")
    }

    /// Reads the next bytes of the CSV text.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        while given == output.count {
            output.removeAll(keepingCapacity: true)
            given = 0
            guard try fill() else { return 0 }
        }
        let count = min(buffer.count, output.count - given)
        output[given..<given + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
        given += count
        return count
    }

    /// Reads some lines and puts their text into `output`.
    /// - Returns: False at the end of the file.
    private func fill() throws(FileError) -> Bool {
        var end = lastLineEnd()
        while end == nil, !isAtEnd {
            try readMore()
            end = lastLineEnd()
        }
        guard let end = end ?? (cursor < input.count ? input.count : nil) else { return false }
        if columns == nil {
            let columns = try JSONLineColumns(input[cursor..<end], path: path)
            output += columns.header
            self.columns = columns
        }
        while cursor < end {
            line += 1
            let lineEnd = input[cursor..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end
            try columns?.append(input, cursor..<lineEnd, line: line, path: path, to: &output)
            cursor = min(lineEnd + 1, end)
        }
        return true
    }

    /// Just behind the last line feed of what is at hand.
    private func lastLineEnd() -> Int? {
        input[cursor...].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
    }

    private func readMore() throws(FileError) {
        input.removeFirst(cursor)
        cursor = 0
        guard input.count < Self.longestLine else {
            throw FileError(
                .tooLarge, path, "line \(line + 1): it has more than \(Self.longestLine) bytes")
        }
        var failure: FileError?
        let more = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            do throws(FileError) {
                count = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
            } catch { (failure, count) = (error, 0) }
        }
        if let failure { throw failure }
        input += more
        isAtEnd = more.isEmpty
    }
}
