/// A table of a FlatBuffers file: fields by number, each found through an offset that is checked.
///
/// See the FlatBuffers internals page: little-endian, a table begins with the distance back to its list of fields.
struct FlatTable {
    /// The bytes that offsets count in.
    typealias Bytes = UnsafeBufferPointer<UInt8>

    private let bytes: Bytes
    private let start: Int
    /// Where the list of fields begins, and how many bytes it has.
    private let fields: Int
    private let fieldBytes: Int

    /// The table that a file begins with.
    init(root bytes: Bytes) throws(ModelError) {
        try self.init(bytes, at: Int(Self.word(bytes, at: 0)))
    }

    private init(_ bytes: Bytes, at start: Int) throws(ModelError) {
        let back = Int(Int32(bitPattern: try Self.word(bytes, at: start)))
        let fields = start - back
        guard fields >= 0, fields + 4 <= bytes.count else { throw Self.fault("a table has no fields", start) }
        let size = Int(bytes[fields]) | Int(bytes[fields + 1]) << 8
        guard size >= 4, fields + size <= bytes.count else {
            throw Self.fault("a table has no fields", start)
        }
        (self.bytes, self.start, self.fields, fieldBytes) = (bytes, start, fields, size)
    }

    private static func fault(_ message: String, _ place: Int) -> ModelError {
        ModelError(.malformed, message, at: .byte(max(place, 0)))
    }

    private static func word(_ bytes: Bytes, at place: Int) throws(ModelError) -> UInt32 {
        guard place >= 0, place <= bytes.count - 4 else {
            throw ModelError(.truncated, "an offset leads out of the file", at: .byte(max(place, 0)))
        }
        return UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
            | UInt32(bytes[place + 3]) << 24
    }

    /// How many bytes the whole file has.
    var size: Int { bytes.count }

    /// Where a field stands; nil when the table leaves it out.
    private func place(_ field: Int) throws(ModelError) -> Int? {
        let entry = fields + 4 + 2 * field
        guard 4 + 2 * field + 2 <= fieldBytes else { return nil }
        let offset = Int(bytes[entry]) | Int(bytes[entry + 1]) << 8
        return offset == 0 ? nil : start + offset
    }

    /// Where what a field refers to stands.
    private func target(_ field: Int) throws(ModelError) -> Int? {
        guard let place = try place(field) else { return nil }
        return place + Int(try Self.word(bytes, at: place))
    }

    /// A whole number.
    func integer(_ field: Int, default value: Int) throws(ModelError) -> Int {
        guard let place = try place(field) else { return value }
        return Int(Int32(bitPattern: try Self.word(bytes, at: place)))
    }

    /// A small whole number of one byte.
    func byte(_ field: Int, default value: UInt8) throws(ModelError) -> UInt8 {
        guard let place = try place(field) else { return value }
        guard place < bytes.count else { throw Self.fault("an offset leads out of the file", place) }
        return bytes[place]
    }

    /// A number of double precision.
    func double(_ field: Int, default value: Double) throws(ModelError) -> Double {
        guard let place = try place(field) else { return value }
        return try Self.double(bytes, at: place)
    }

    private static func double(_ bytes: Bytes, at place: Int) throws(ModelError) -> Double {
        let (low, high) = (try word(bytes, at: place), try word(bytes, at: place + 4))
        return Double(bitPattern: UInt64(high) << 32 | UInt64(low))
    }

    /// A table.
    func table(_ field: Int) throws(ModelError) -> FlatTable? {
        guard let target = try target(field) else { return nil }
        return try FlatTable(bytes, at: target)
    }

    /// Where a list begins and how many elements of so many bytes it has.
    private func list(_ field: Int, width: Int) throws(ModelError) -> (first: Int, count: Int) {
        guard let target = try target(field) else { return (0, 0) }
        let count = Int(try Self.word(bytes, at: target))
        guard count <= (bytes.count - target - 4) / width else {
            throw ModelError(.truncated, "a list leads out of the file", at: .byte(target))
        }
        return (target + 4, count)
    }

    /// Text; empty when the table leaves it out.
    func text(_ field: Int) throws(ModelError) -> String {
        let (first, count) = try list(field, width: 1)
        return Bytes(rebasing: bytes[first..<first + count]).text
    }

    /// A list of words of 32 bits.
    func words(_ field: Int) throws(ModelError) -> [UInt32] {
        let (first, count) = try list(field, width: 4)
        var words: [UInt32] = []
        words.reserveCapacity(count)
        for index in 0..<count { words.append(try Self.word(bytes, at: first + 4 * index)) }
        return words
    }

    /// A list of numbers of single precision.
    func floats(_ field: Int) throws(ModelError) -> [Float] { try words(field).map { Float(bitPattern: $0) } }

    /// A list of numbers of double precision.
    func doubles(_ field: Int) throws(ModelError) -> [Double] {
        let (first, count) = try list(field, width: 8)
        var numbers: [Double] = []
        numbers.reserveCapacity(count)
        for index in 0..<count { numbers.append(try Self.double(bytes, at: first + 8 * index)) }
        return numbers
    }

    /// A list of tables.
    func tables(_ field: Int) throws(ModelError) -> [FlatTable] {
        let (first, count) = try list(field, width: 4)
        var tables: [FlatTable] = []
        for index in 0..<count {
            let place = first + 4 * index
            tables.append(try FlatTable(bytes, at: place + Int(try Self.word(bytes, at: place))))
        }
        return tables
    }
}
