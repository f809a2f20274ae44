/// Reads the members of one object of plain values (RFC 8259), on one line.
struct JSONLineScanner {
    private let bytes: [UInt8]
    private let start: Int
    private let end: Int
    private var at: Int
    private let line: Int
    private let path: String
    private var isInside = false
    /// Whether the line has nothing but spaces.
    private(set) var isEmpty = false

    init(_ bytes: [UInt8], _ range: Range<Int>, line: Int, path: String) {
        (self.bytes, self.line, self.path) = (bytes, line, path)
        (start, end, at) = (range.lowerBound, range.upperBound, range.lowerBound)
    }

    /// What is wrong at the place that was reached.
    func error(_ message: String) -> FileError {
        FileError(.damaged, path, "line \(line), column \(at - start + 1): \(message)")
    }

    /// Reads the next member: its name and the text of its value, nothing for `null`.
    /// - Returns: False behind the last one.
    mutating func next(name: inout [UInt8], value: inout [UInt8]) throws(FileError) -> Bool {
        skipSpaces()
        if !isInside {
            guard at < end else {
                isEmpty = true
                return false
            }
            guard take("{") else { throw error("the line is no object") }
            isInside = true
            if take("}") { return try finish() }
        } else if take("}") {
            return try finish()
        } else if !take(",") {
            throw error("a comma or brace is missing")
        }
        skipSpaces()
        guard at < end, bytes[at] == UInt8(ascii: "\"") else { throw error("a name in quotes is missing") }
        try readText(into: &name)
        guard take(":") else { throw error("a colon is missing") }
        skipSpaces()
        try readValue(into: &value)
        return true
    }

    private mutating func finish() throws(FileError) -> Bool {
        skipSpaces()
        guard at == end else { throw error("more text behind the object") }
        return false
    }

    private mutating func skipSpaces() {
        while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0D { at += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpaces()
        guard at < end, bytes[at] == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func readValue(into value: inout [UInt8]) throws(FileError) {
        value.removeAll(keepingCapacity: true)
        guard at < end else { throw error("a value is missing") }
        switch bytes[at] {
        case UInt8(ascii: "\""): try readText(into: &value)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            throw error("a value within a value; a field is a plain one")
        default:
            let first = at
            while at < end, Self.isPlain(bytes[at]) { at += 1 }
            let word = bytes[first..<at]
            if word.elementsEqual("null".utf8) { return }
            let isWord = word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8)
            guard isWord || Self.isNumber(word) else {
                at = first
                throw error("no value")
            }
            value += word
        }
    }

    /// Whether a byte may be part of a number or word.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
        var rest = word
        func passDigits() -> Int {
            let count = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = passDigits()
        guard whole > 0, whole == 1 || !startsWithZero else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard passDigits() > 0 else { return false }
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard passDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// Reads text in quotes.
    private mutating func readText(into text: inout [UInt8]) throws(FileError) {
        text.removeAll(keepingCapacity: true)
        at += 1
        while at < end, bytes[at] != UInt8(ascii: "\"") {
            let byte = bytes[at]
            guard byte >= 0x20 else { throw error("a control character within text") }
            if byte == UInt8(ascii: "\\") {
                text += String(try readEscape()).utf8
            } else {
                text.append(byte)
                at += 1
            }
        }
        guard at < end else { throw error("a quote is missing") }
        at += 1
    }

    private mutating func readEscape() throws(FileError) -> Character {
        at += 1
        guard at < end else { throw error("a quote is missing") }
        at += 1
        switch bytes[at - 1] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return Character(try readUnicode())
        default: throw error("an unknown escape")
        }
    }

    private mutating func readUnicode() throws(FileError) -> Unicode.Scalar {
        let unit = try readHexadecimal()
        guard unit & 0xFC00 == 0xD800 else {
            guard let scalar = Unicode.Scalar(unit) else { throw error("half a surrogate pair") }
            return scalar
        }
        guard at + 1 < end, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
            throw error("half a surrogate pair")
        }
        at += 2
        let low = try readHexadecimal()
        guard low & 0xFC00 == 0xDC00,
            let scalar = Unicode.Scalar(0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF))
        else { throw error("half a surrogate pair") }
        return scalar
    }

    private mutating func readHexadecimal() throws(FileError) -> UInt32 {
        guard at + 4 <= end else { throw error("four hexadecimal digits are missing") }
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue, bytes[at] < 0x80 else {
                throw error("four hexadecimal digits are missing")
            }
            unit = unit << 4 | UInt32(digit)
            at += 1
        }
        return unit
    }
}
