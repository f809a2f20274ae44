/// The bytes of a line that may end its fields, looked up 64 at a time.
///
/// To look for each comma behind the one before makes every field wait for the one before it. Here eight words are looked
/// at side by side, and a field's end is the next bit of a mask; after Langdale and Lemire, "Parsing gigabytes of JSON per
/// second", 2019, with plain words in the place of vectors.
struct FieldEnds {
    /// How many bytes are looked at in one go, and so how far behind a line.
    static let width = 64

    /// The first of the 64 bytes.
    private var base: UnsafePointer<UInt8>
    /// A bit for each of them that is a comma or lies below a space.
    private var mask: UInt64

    @inline(__always)
    init(from text: UnsafePointer<UInt8>) { (base, mask) = (text, Self.mask(of: text)) }

    /// The next byte that is a comma or lies below a space, as every line feed does.
    ///
    /// There must be one: whoever asks stops at the line feed.
    @inline(__always)
    mutating func next() -> UnsafePointer<UInt8> {
        while mask == 0 {
            base += Self.width
            mask = Self.mask(of: base)
        }
        let end = base + mask.trailingZeroBitCount
        mask &= mask &- 1
        return end
    }

    @inline(__always)
    private static func mask(of text: UnsafePointer<UInt8>) -> UInt64 {
        let raw = UnsafeRawPointer(text)
        var mask = bits(raw, 0)
        mask |= bits(raw, 8) &<< 8
        mask |= bits(raw, 16) &<< 16
        mask |= bits(raw, 24) &<< 24
        mask |= bits(raw, 32) &<< 32
        mask |= bits(raw, 40) &<< 40
        mask |= bits(raw, 48) &<< 48
        return mask | bits(raw, 56) &<< 56
    }

    /// One bit for each of eight bytes.
    @inline(__always)
    private static func bits(_ text: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        // Without its highest bit no byte reaches into the next one.
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        let notBelow = low &+ 0x6060_6060_6060_6060
        let notComma = (low ^ 0x2C2C_2C2C_2C2C_2C2C) &+ 0x7F7F_7F7F_7F7F_7F7F
        let found = ~((notBelow & notComma) | word) & 0x8080_8080_8080_8080
        // Brings the eight highest bits together, the first byte's lowest.
        return (found &* 0x0002_0408_1020_4081) >> 56
    }
}
