/// A fingerprint of numbers, bit for bit: equal input gives equal output on every machine.
///
/// Not for security. Four lanes are multiplied beside each other, so that 33,000 numbers cost microseconds.
public struct Digest: Sendable {
    private var lanes: (UInt64, UInt64, UInt64, UInt64) = (
        0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, 0xD6E8_FEB8_6659_FD93
    )
    private static let factor: UInt64 = 0xFF51_AFD7_ED55_8CCD

    /// Begins an empty fingerprint.
    public init() {}

    /// Adds one word.
    public mutating func add(_ word: UInt64) {
        lanes.0 = (lanes.0 ^ word) &* Self.factor
        lanes = (lanes.1, lanes.2, lanes.3, lanes.0 ^ (lanes.0 >> 29))
    }

    /// Adds the bits of every number of a set of columns.
    public mutating func add(_ columns: ColumnSet) { add(UnsafeBufferPointer(columns.storage)) }

    /// Adds the bits of every number of one column.
    public mutating func add(_ column: Column) {
        add(UnsafeBufferPointer(start: column.base, count: column.count))
    }

    /// Adds text, byte by byte.
    public mutating func add(_ text: String) {
        for byte in text.utf8 { add(UInt64(byte)) }
        add(UInt64(text.utf8.count))
    }

    private mutating func add(_ numbers: UnsafeBufferPointer<Double>) {
        var (a, b, c, d) = lanes
        var index = 0
        while index + 4 <= numbers.count {
            a = (a ^ (a >> 32) ^ numbers[index].bitPattern) &* Self.factor
            b = (b ^ (b >> 32) ^ numbers[index + 1].bitPattern) &* Self.factor
            c = (c ^ (c >> 32) ^ numbers[index + 2].bitPattern) &* Self.factor
            d = (d ^ (d >> 32) ^ numbers[index + 3].bitPattern) &* Self.factor
            index += 4
        }
        lanes = (a, b, c, d)
        while index < numbers.count {
            add(numbers[index].bitPattern)
            index += 1
        }
    }

    /// The fingerprint of all that was added.
    public var value: UInt64 {
        var mixed = lanes.0 &+ (lanes.1 << 13 | lanes.1 >> 51) &+ (lanes.2 << 29 | lanes.2 >> 35)
        mixed = (mixed ^ lanes.3 ^ (mixed >> 31)) &* Self.factor
        return mixed ^ (mixed >> 33)
    }
}
