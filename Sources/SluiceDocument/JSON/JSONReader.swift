/// Reads JSON (RFC 8259) from bytes, such as a file that a program has written.
///
/// A name that stands twice in an object, text behind the value, and more than 128 levels are errors. A number without
/// point or exponent that fits is an `int`, any other a `double`.
public struct JSONReader {
    private let bytes: [UInt8]
    private var next = 0
    private static let deepest = 128

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads one value.
    /// - Throws: `JSONSyntaxError` with the line and column of what is wrong.
    public static func read(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
        var reader = JSONReader(bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.next == bytes.count else { throw reader.error("more text behind the value") }
        return value
    }

    private func error(_ message: String) -> JSONSyntaxError {
        let before = bytes[..<min(next, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return JSONSyntaxError(message: message, line: line, column: before.count - start + 1)
    }

    private var peek: UInt8? { next < bytes.count ? bytes[next] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { next += 1 }
    }

    private mutating func take(_ byte: Character) -> Bool {
        skipSpace()
        guard peek == byte.asciiValue else { return false }
        next += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        guard depth < Self.deepest else { throw error("more than \(Self.deepest) levels") }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
        guard bytes[next...].starts(with: word.utf8) else { throw error("no value") }
        next += word.utf8.count
        return value
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        next += 1
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        if take("}") { return .object([]) }
        repeat {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw error("a name in quotes is missing") }
            let name = try text()
            guard names.insert(name).inserted else { throw error("'\(name)' stands twice") }
            guard take(":") else { throw error("a colon is missing") }
            members.append(JSONValue.Member(name, try value(depth: depth + 1)))
        } while take(",")
        guard take("}") else { throw error("a comma or brace is missing") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        next += 1
        var values: [JSONValue] = []
        if take("]") { return .array([]) }
        repeat { values.append(try value(depth: depth + 1)) } while take(",")
        guard take("]") else { throw error("a comma or bracket is missing") }
        return .array(values)
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let start = next
        if peek == UInt8(ascii: "-") { next += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[next - whole] != UInt8(ascii: "0") else {
            throw error("no value")
        }
        var isWhole = true
        if peek == UInt8(ascii: ".") {
            isWhole = false
            next += 1
            guard digits() > 0 else { throw error("digits are missing") }
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            isWhole = false
            next += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { next += 1 }
            guard digits() > 0 else { throw error("digits are missing") }
        }
        let spelling = String(decoding: bytes[start..<next], as: UTF8.self)
        if isWhole, let value = Int(spelling) { return .int(value) }
        guard let value = Double(spelling), value.isFinite else { throw error("a number that is too large") }
        return .double(value)
    }

    /// Passes over digits.
    /// - Returns: How many.
    private mutating func digits() -> Int {
        let start = next
        while let byte = peek, byte >= 0x30, byte <= 0x39 { next += 1 }
        return next - start
    }

    private mutating func text() throws(JSONSyntaxError) -> String {
        next += 1
        var text: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw error("a control character within text") }
            next += 1
            if byte == UInt8(ascii: "\\") { text += String(try escape()).utf8 } else { text.append(byte) }
        }
        guard peek != nil else { throw error("a quote is missing") }
        next += 1
        guard let valid = String(validating: text, as: UTF8.self) else {
            throw error("text that is not UTF-8")
        }
        return valid
    }

    private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
        guard let byte = peek else { throw error("a quote is missing") }
        next += 1
        let plain: [UInt8: Unicode.Scalar] = [
            0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r",
            0x74: "\t",
        ]
        if let scalar = plain[byte] { return scalar }
        guard byte == UInt8(ascii: "u") else { throw error("an unknown escape") }
        let unit = try hexadecimal()
        guard unit & 0xFC00 == 0xD800 else {
            guard let scalar = Unicode.Scalar(unit) else { throw error("half a surrogate pair") }
            return scalar
        }
        guard peek == UInt8(ascii: "\\"), next + 1 < bytes.count, bytes[next + 1] == UInt8(ascii: "u") else {
            throw error("half a surrogate pair")
        }
        next += 2
        let low = try hexadecimal()
        guard low & 0xFC00 == 0xDC00,
            let scalar = Unicode.Scalar(0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF))
        else { throw error("half a surrogate pair") }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
        guard next + 4 <= bytes.count,
            let unit = UInt32(String(decoding: bytes[next..<(next + 4)], as: UTF8.self), radix: 16),
            bytes[next] != UInt8(ascii: "+"), bytes[next] != UInt8(ascii: "-")
        else { throw error("four hexadecimal digits are missing") }
        next += 4
        return unit
    }
}

/// What is wrong with some JSON, and where.
public struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let message: String
    /// The line, from 1.
    public let line: Int
    /// The column in bytes, from 1.
    public let column: Int

    /// The place and what is wrong.
    public var description: String { "line \(line), column \(column): \(message)" }
}
