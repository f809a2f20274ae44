/// Reads Universal Binary JSON (draft 12) into structured values: markers, big-endian numbers, typed lists.
struct UBJSONModelReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var next = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The value that the bytes hold.
    /// - Throws: `ModelError` with the byte.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) -> StructuredNode {
        var reader = UBJSONModelReader(bytes)
        let value = try reader.value(try reader.byte(), depth: 0)
        guard reader.next == bytes.count else { throw reader.fault("something follows the value") }
        return StructuredNode(value)
    }

    private func fault(_ message: String, _ code: ModelError.Code = .malformed) -> ModelError {
        ModelError(code, message, at: .byte(next))
    }

    private mutating func byte() throws(ModelError) -> UInt8 {
        guard next < bytes.count else { throw fault("the file ends within a value", .truncated) }
        next += 1
        return bytes[next - 1]
    }

    private func peek(_ marker: Unicode.Scalar) -> Bool {
        next < bytes.count && bytes[next] == UInt8(ascii: marker)
    }

    /// A whole number of so many bytes, its highest byte first.
    private mutating func word(_ count: Int) throws(ModelError) -> UInt64 {
        guard bytes.count - next >= count else { throw fault("the file ends within a number", .truncated) }
        var value: UInt64 = 0
        for _ in 0..<count {
            value = value << 8 | UInt64(bytes[next])
            next += 1
        }
        return value
    }

    /// The number behind a marker; nil for a marker that is none of a number.
    private mutating func number(_ marker: UInt8) throws(ModelError) -> Double? {
        switch marker {
        case UInt8(ascii: "i"): return Double(Int8(truncatingIfNeeded: try word(1)))
        case UInt8(ascii: "U"): return Double(try word(1))
        case UInt8(ascii: "I"): return Double(Int16(truncatingIfNeeded: try word(2)))
        case UInt8(ascii: "l"): return Double(Int32(truncatingIfNeeded: try word(4)))
        case UInt8(ascii: "L"): return Double(Int64(bitPattern: try word(8)))
        case UInt8(ascii: "d"): return Double(Float(bitPattern: UInt32(truncatingIfNeeded: try word(4))))
        case UInt8(ascii: "D"): return Double(bitPattern: try word(8))
        case UInt8(ascii: "T"): return 1
        case UInt8(ascii: "F"): return 0
        default: return nil
        }
    }

    /// A count or a length, with its marker.
    private mutating func count() throws(ModelError) -> Int {
        guard let number = try number(try byte()), let count = Int(exactly: number), count >= 0,
            count <= bytes.count
        else { throw fault("no length stands here") }
        return count
    }

    private mutating func text() throws(ModelError) -> String {
        let length = try count()
        guard bytes.count - next >= length else { throw fault("the file ends within a text", .truncated) }
        let raw = UnsafeBufferPointer(rebasing: bytes[next..<next + length])
        next += length
        guard let text = String(validating: raw, as: UTF8.self) else { throw fault("text is not UTF-8") }
        return text
    }

    private mutating func value(_ marker: UInt8, depth: Int) throws(ModelError) -> StructuredValue {
        guard depth < StructuredValue.depthLimit else { throw fault("values are nested too deep", .tooLarge) }
        switch marker {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "S"): return .text(try text())
        case UInt8(ascii: "H"):
            guard let number = StructuredNode.number(try text()) else { throw fault("no number stands here") }
            return .number(number)
        case UInt8(ascii: "C"): return .text(String(Unicode.Scalar(try byte())))
        case UInt8(ascii: "Z"), UInt8(ascii: "N"): return .null
        default:
            guard let number = try number(marker) else {
                throw fault("no value begins with the byte \(marker)")
            }
            return .number(number)
        }
    }

    /// The type and the count that a list or an object may begin with.
    private mutating func header() throws(ModelError) -> (type: UInt8?, count: Int?) {
        var type: UInt8?
        if peek("$") {
            next += 1
            type = try byte()
            // Of these an element has no bytes, so that a short file could ask for any number of them.
            if let type, "ZNTF".utf8.contains(type) {
                throw fault("a list of a type without bytes stands here")
            }
            guard peek("#") else { throw fault("a type without a count stands here") }
        }
        guard peek("#") else { return (nil, nil) }
        next += 1
        return (type, try count())
    }

    /// The type that all elements have, else the marker that stands before the next.
    private mutating func marker(_ type: UInt8?) throws(ModelError) -> UInt8 {
        if let type { type } else { try byte() }
    }

    private mutating func list(depth: Int) throws(ModelError) -> StructuredValue {
        let (type, count) = try header()
        var numbers: [Double] = []
        var values: [StructuredValue] = []
        if let type, let count, Self.isNumber(type) {
            numbers.reserveCapacity(count)
            for _ in 0..<count { if let number = try number(type) { numbers.append(number) } }
            return .numbers(numbers)
        }
        var index = 0
        while true {
            if let count { if index == count { break } } else if peek("]") { break }
            let value = try value(try marker(type), depth: depth + 1)
            if case .number(let number) = value, values.isEmpty {
                numbers.append(number)
            } else {
                values += numbers.map { .number($0) }
                numbers.removeAll()
                values.append(value)
            }
            index += 1
        }
        if count == nil { next += 1 }
        return values.isEmpty ? .numbers(numbers) : .list(values)
    }

    private static func isNumber(_ marker: UInt8) -> Bool { "iUIlLdD".utf8.contains(marker) }

    private mutating func object(depth: Int) throws(ModelError) -> StructuredValue {
        let (type, count) = try header()
        var members: [String: StructuredValue] = [:]
        var index = 0
        while true {
            if let count { if index == count { break } } else if peek("}") { break }
            let key = try text()
            let value = try value(try marker(type), depth: depth + 1)
            guard members.updateValue(value, forKey: key) == nil else {
                throw fault("the key '\(key.prefix(40))' stands twice")
            }
            index += 1
        }
        if count == nil { next += 1 }
        return .object(members)
    }
}
