/// Reads JSON into structured values, with numbers to the nearest double.
struct JSONModelReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var next = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The value that the bytes hold.
    /// - Throws: `ModelError` with the byte.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) -> StructuredNode {
        var reader = JSONModelReader(bytes)
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.next == bytes.count else { throw reader.fault("something follows the value") }
        return StructuredNode(value)
    }

    private func fault(_ message: String) -> ModelError {
        next < bytes.count
            ? ModelError(.malformed, message, at: .byte(next))
            : ModelError(.truncated, "the file ends within a value", at: .byte(next))
    }

    private mutating func skipBlanks() {
        while next < bytes.count, bytes[next] == 0x20 || (0x09...0x0D).contains(bytes[next]) { next += 1 }
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard next < bytes.count, bytes[next] == UInt8(ascii: character) else { return false }
        next += 1
        return true
    }

    private mutating func value(depth: Int) throws(ModelError) -> StructuredValue {
        guard depth < StructuredValue.depthLimit else {
            throw ModelError(.tooLarge, "values are nested too deep", at: .byte(next))
        }
        skipBlanks()
        guard next < bytes.count else { throw fault("a value is missing") }
        switch bytes[next] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .number(1))
        case UInt8(ascii: "f"): return try word("false", .number(0))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(
        _ word: StaticString, _ value: StructuredValue
    ) throws(ModelError) -> StructuredValue {
        let end = next + word.utf8CodeUnitCount
        guard end <= bytes.count, UnsafeBufferPointer(rebasing: bytes[next..<end]).equals(word) else {
            throw fault("no value of JSON stands here")
        }
        next = end
        return value
    }

    private mutating func number() throws(ModelError) -> Double {
        var end = next
        // Letters too: some writers put NaN and Infinity where JSON has no number.
        while end < bytes.count, Self.mayStandInNumber(bytes[end]) { end += 1 }
        guard let value = DecimalNumber.double(UnsafeBufferPointer(rebasing: bytes[next..<end])) else {
            throw fault("no value of JSON stands here")
        }
        next = end
        return value
    }

    private static func mayStandInNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private mutating func list(depth: Int) throws(ModelError) -> StructuredValue {
        next += 1
        var numbers: [Double] = []
        var values: [StructuredValue] = []
        guard !takes("]") else { return .list([]) }
        repeat {
            let value = try value(depth: depth + 1)
            if case .number(let number) = value, values.isEmpty {
                numbers.append(number)
            } else {
                values += numbers.map { .number($0) }
                numbers.removeAll()
                values.append(value)
            }
        } while takes(",")
        guard takes("]") else { throw fault("a list is not closed") }
        return values.isEmpty ? .numbers(numbers) : .list(values)
    }

    private mutating func object(depth: Int) throws(ModelError) -> StructuredValue {
        next += 1
        var members: [String: StructuredValue] = [:]
        guard !takes("}") else { return .object(members) }
        repeat {
            skipBlanks()
            guard next < bytes.count, bytes[next] == UInt8(ascii: "\"") else {
                throw fault("a key is missing")
            }
            let key = try text()
            guard takes(":") else { throw fault("a colon is missing") }
            guard members.updateValue(try value(depth: depth + 1), forKey: key) == nil else {
                throw fault("the key '\(key.prefix(40))' stands twice")
            }
        } while takes(",")
        guard takes("}") else { throw fault("an object is not closed") }
        return .object(members)
    }

    private mutating func text() throws(ModelError) -> String {
        next += 1
        var text: [UInt8] = []
        while next < bytes.count {
            let byte = bytes[next]
            next += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let decoded = String(validating: text, as: UTF8.self) else {
                    throw fault("text is not UTF-8")
                }
                return decoded
            case UInt8(ascii: "\\"): text += try escaped()
            default: text.append(byte)
            }
        }
        throw fault("text is not closed")
    }

    private mutating func escaped() throws(ModelError) -> [UInt8] {
        guard next < bytes.count else { throw fault("text is not closed") }
        let byte = bytes[next]
        next += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "u"):
            var unit = try hexadecimal()
            if (0xD800..<0xDC00).contains(unit), next + 1 < bytes.count, bytes[next] == UInt8(ascii: "\\"),
                bytes[next + 1] == UInt8(ascii: "u")
            {
                next += 2
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw fault("half a character stands here") }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(unit) else { throw fault("half a character stands here") }
            return Array(String(scalar).utf8)
        default: throw fault("no escape of JSON stands here")
        }
    }

    private mutating func hexadecimal() throws(ModelError) -> UInt32 {
        guard next + 4 <= bytes.count,
            let value = UInt32(UnsafeBufferPointer(rebasing: bytes[next..<next + 4]).text, radix: 16)
        else { throw fault("no four digits follow") }
        next += 4
        return value
    }
}
