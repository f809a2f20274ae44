/// A line without its quotes (RFC 4180).
///
/// A comma or line break within quotes becomes a byte that no number, time or symbol has, so a field stays a field.
struct PlainLine {
    /// Room behind a line that readers of a field may look at.
    static let padding = 32

    /// The line, its line feed, and some bytes of padding.
    private(set) var bytes: [UInt8] = []

    /// The line without line feed and padding.
    var text: ArraySlice<UInt8> { bytes.dropLast(Self.padding + 1) }

    /// Takes the line at the beginning of a text.
    /// - Returns: How many bytes of the text it is, its line feed included; nil when a quote has no end there.
    mutating func take(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        bytes.removeAll(keepingCapacity: true)
        var isQuoted = false
        var startsField = true
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == CSVByte.quote, isQuoted || startsField {
                if isQuoted, index < text.count, text[index] == CSVByte.quote {
                    bytes.append(CSVByte.quote)
                    index += 1
                } else {
                    isQuoted.toggle()
                }
                startsField = false
            } else if byte == CSVByte.newline, !isQuoted {
                close()
                return index
            } else {
                bytes.append(isQuoted && CSVByte.endsField(byte) ? CSVByte.substitute : byte)
                startsField = byte == CSVByte.comma && !isQuoted
            }
        }
        close()
        return isQuoted ? nil : index
    }

    private mutating func close() {
        bytes.append(CSVByte.newline)
        bytes.append(contentsOf: repeatElement(0, count: Self.padding))
    }
}
