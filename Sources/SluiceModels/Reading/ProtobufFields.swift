/// Goes through the fields of a Protocol Buffers message, without knowing what they mean.
struct ProtobufFields {
    /// Bytes of a message.
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// One field.
    enum Value {
        /// A whole number, written with seven bits a byte.
        case number(UInt64)
        /// Four bytes.
        case word(UInt32)
        /// Eight bytes.
        case long(UInt64)
        /// Text, bytes, a message, or numbers one behind another.
        case bytes(Bytes)
    }

    private let bytes: Bytes
    private var next = 0

    init(_ bytes: Bytes) { self.bytes = bytes }

    /// The number and the value of the next field; nil behind the last.
    /// - Throws: `ModelError` where the message ends within a field.
    mutating func field() throws(ModelError) -> (number: Int, value: Value)? {
        guard next < bytes.count else { return nil }
        let key = try number()
        guard key >> 3 > 0, key >> 3 < 1 << 29 else { throw fault("a field has no number", .malformed) }
        let value: Value
        switch key & 7 {
        case 0: value = .number(try number())
        case 1: value = .long(try fixed(8))
        case 2:
            let length = try number()
            guard length <= UInt64(bytes.count - next) else {
                throw fault("a field leads out of its message")
            }
            value = .bytes(Bytes(rebasing: bytes[next..<next + Int(length)]))
            next += Int(length)
        case 5: value = .word(UInt32(truncatingIfNeeded: try fixed(4)))
        default: throw fault("a field is of a kind that is not known", .malformed)
        }
        return (Int(key >> 3), value)
    }

    private func fault(_ message: String, _ code: ModelError.Code = .truncated) -> ModelError {
        ModelError(code, message, at: .byte(next))
    }

    private mutating func number() throws(ModelError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard next < bytes.count else { throw fault("the message ends within a number") }
            let byte = bytes[next]
            next += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw fault("a number has too many bytes", .malformed)
    }

    private mutating func fixed(_ count: Int) throws(ModelError) -> UInt64 {
        guard bytes.count - next >= count else { throw fault("the message ends within a number") }
        var value: UInt64 = 0
        for index in 0..<count { value |= UInt64(bytes[next + index]) << UInt64(8 * index) }
        next += count
        return value
    }
}

extension ProtobufFields.Value {
    /// Whole numbers, packed or one alone.
    func integers() throws(ModelError) -> [Int64] {
        switch self {
        case .number(let number): return [Int64(bitPattern: number)]
        case .bytes(let bytes):
            // Packed numbers look like a message of keys alone.
            var (numbers, next): ([Int64], Int) = ([], 0)
            while next < bytes.count {
                var (value, shift): (UInt64, UInt64) = (0, 0)
                repeat {
                    guard next < bytes.count, shift < 64 else {
                        throw ModelError(.malformed, "packed numbers end within one")
                    }
                    value |= UInt64(bytes[next] & 0x7F) << shift
                    shift += 7
                    next += 1
                } while bytes[next - 1] >= 0x80
                numbers.append(Int64(bitPattern: value))
            }
            return numbers
        case .word, .long: throw ModelError(.malformed, "a number has the wrong kind")
        }
    }

    /// Numbers of single precision, packed or one alone.
    func floats() throws(ModelError) -> [Float] {
        switch self {
        case .word(let word): return [Float(bitPattern: word)]
        case .bytes(let bytes):
            guard bytes.count % 4 == 0 else { throw ModelError(.malformed, "packed numbers end within one") }
            return stride(from: 0, to: bytes.count, by: 4).map { start in
                Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) })
            }
        case .number, .long: throw ModelError(.malformed, "a number has the wrong kind")
        }
    }

    /// Numbers of double precision, packed or one alone.
    func doubles() throws(ModelError) -> [Double] {
        switch self {
        case .long(let long): return [Double(bitPattern: long)]
        case .bytes(let bytes):
            guard bytes.count % 8 == 0 else { throw ModelError(.malformed, "packed numbers end within one") }
            return stride(from: 0, to: bytes.count, by: 8).map { start in
                Double(bitPattern: (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) })
            }
        case .number, .word: throw ModelError(.malformed, "a number has the wrong kind")
        }
    }

    /// Bytes.
    func raw() throws(ModelError) -> ProtobufFields.Bytes {
        guard case .bytes(let bytes) = self else { throw ModelError(.malformed, "a text has the wrong kind") }
        return bytes
    }

    /// Text.
    func text() throws(ModelError) -> String { try raw().text }
}
