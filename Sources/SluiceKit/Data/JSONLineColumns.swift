/// The names that the objects of a file have, and the fields of the line at hand below them.
struct JSONLineColumns {
    /// How many lines are looked at for names.
    static let scouted = 1_000

    private let names: [[UInt8]]
    private let places: [[UInt8]: Int]
    /// By column: where the field's text lies in `text`; empty for none.
    private var fields: [Range<Int>]
    private var text: [UInt8] = []

    /// The names of the first lines, in the order in which they first stand.
    init(_ lines: ArraySlice<UInt8>, path: String) throws(FileError) {
        var (names, places) = ([[UInt8]](), [[UInt8]: Int]())
        var (start, line) = (lines.startIndex, 0)
        var (name, value) = ([UInt8](), [UInt8]())
        let bytes = Array(lines)
        start = 0
        while start < bytes.count, line < Self.scouted {
            line += 1
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            var scanner = JSONLineScanner(bytes, start..<end, line: line, path: path)
            while try scanner.next(name: &name, value: &value) {
                guard places[name] == nil else { continue }
                places[name] = names.count
                names.append(name)
            }
            start = end + 1
        }
        guard names.count <= JSONLinesStream.mostColumns else {
            throw FileError(.tooLarge, path, "more than \(JSONLinesStream.mostColumns) names")
        }
        guard !names.isEmpty else { throw FileError(.damaged, path, "its first lines hold no names") }
        (self.names, self.places) = (names, places)
        fields = Array(repeating: 0..<0, count: names.count)
    }

    /// The line of the names.
    var header: [UInt8] {
        var line: [UInt8] = []
        for (index, name) in names.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            Self.append(name[...], to: &line)
        }
        return line + [UInt8(ascii: "\n")]
    }

    /// Adds the text of one line.
    mutating func append(
        _ bytes: [UInt8], _ range: Range<Int>, line: Int, path: String, to output: inout [UInt8]
    ) throws(FileError) {
        for index in fields.indices { fields[index] = 0..<0 }
        text.removeAll(keepingCapacity: true)
        var (name, value) = ([UInt8](), [UInt8]())
        var scanner = JSONLineScanner(bytes, range, line: line, path: path)
        var next = 0
        while try scanner.next(name: &name, value: &value) {
            // Most lines have the names in the order of the first one.
            if next >= names.count || names[next] != name {
                guard let place = places[name] else {
                    let shown = String(decoding: name.prefix(40), as: UTF8.self)
                    throw scanner.error("'\(shown)' stands in none of the first lines; put it there as null")
                }
                next = place
            }
            guard fields[next].isEmpty else {
                throw scanner.error("'\(String(decoding: name.prefix(40), as: UTF8.self))' stands twice")
            }
            fields[next] = text.count..<text.count + value.count
            text += value
            next += 1
        }
        // An empty line stays one, so that lines keep their numbers.
        if scanner.isEmpty {
            output.append(UInt8(ascii: "\n"))
            return
        }
        for (index, field) in fields.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            Self.append(text[field], to: &output)
        }
        output.append(UInt8(ascii: "\n"))
    }

    /// Adds a field, in quotes where CSV needs them.
    private static func append(_ field: ArraySlice<UInt8>, to line: inout [UInt8]) {
        guard field.contains(where: needsQuotes) else {
            line += field
            return
        }
        line.append(UInt8(ascii: "\""))
        for byte in field {
            if byte == UInt8(ascii: "\"") { line.append(byte) }
            line.append(byte)
        }
        line.append(UInt8(ascii: "\""))
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\""): true
        default: false
        }
    }
}
