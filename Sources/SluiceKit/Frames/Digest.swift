/// A fingerprint of numbers, bit for bit: equal input gives equal output on every machine.
///
/// Not for security. Eight lanes of a column are multiplied beside each other, so that 33,000 numbers cost microseconds.
public struct Digest: Sendable {
    private var lanes: (UInt64, UInt64, UInt64, UInt64) = (
        0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, 0xD6E8_FEB8_6659_FD93
    )
    private static let factor: UInt64 = 0xFF51_AFD7_ED55_8CCD

    /// Raised whenever equal input gives another fingerprint than before.
    ///
    /// Fingerprints of two forms are not to be compared. The first form was 0.
    public static let form = 1

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
        let blocks = numbers.count / 8
        if blocks > 0, let start = UnsafeRawPointer(numbers.baseAddress) {
            var mixed = Self.begun
            for block in 0..<blocks {
                let words = start.loadUnaligned(fromByteOffset: block &* 64, as: SIMD8<UInt64>.self)
                mixed = Self.step(mixed ^ words)
            }
            for lane in 0..<8 { add(mixed[lane]) }
        }
        for index in 8 * blocks..<numbers.count { add(numbers[index].bitPattern) }
    }

    /// Mixes the words that have met, one to one.
    ///
    /// The low half of the result tells the low half of what came in, which was multiplied by an odd number, and the high
    /// half then tells the rest: no change of a word is lost, whatever stood before it. Where one bit differs, at least two
    /// of the result do, so that no flipped bit of the next word makes up for it. Products of halves, because
    /// processors make two of them at a time.
    @inline(__always)
    private static func step(_ met: SIMD8<UInt64>) -> SIMD8<UInt64> {
        let folded = met ^ (met &>> high)
        return (folded & low) &* half &+ (folded & ~low)
    }

    private static var begun: SIMD8<UInt64> {
        SIMD8(
            0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, 0xD6E8_FEB8_6659_FD93,
            0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3)
    }
    private static var low: SIMD8<UInt64> { SIMD8(repeating: 0xFFFF_FFFF) }
    private static var high: SIMD8<UInt64> { SIMD8(repeating: 32) }
    private static var half: SIMD8<UInt64> { SIMD8(repeating: 0xFD4D_E0AD) }

    /// The fingerprint of all that was added.
    public var value: UInt64 {
        var mixed = lanes.0 &+ (lanes.1 << 13 | lanes.1 >> 51) &+ (lanes.2 << 29 | lanes.2 >> 35)
        mixed = (mixed ^ lanes.3 ^ (mixed >> 31)) &* Self.factor
        return mixed ^ (mixed >> 33)
    }
}
