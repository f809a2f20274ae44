/// Where the point and the comma stand in eight bytes that begin with a decimal number, such as `999.98,1`.
///
/// Which bytes are no digits tells the shape, by one look into a table; so fields of changing length cost no branch that
/// goes now one way, now the other.
struct DecimalShape {
    /// The bytes of the point and the comma, by their distance from `0` as ``EightBytes`` has them.
    var expected: UInt64 = 1
    /// Where these bytes stand; zero for bytes that begin with no such number, which then never fit.
    var places: UInt64 = 0
    /// The bytes before the point.
    var before: UInt64 = 0
    /// The bytes from the point on.
    var after: UInt64 = 0
    /// How far its digits are moved to the end of the word.
    var shift: UInt64 = 0
    /// How many bytes it has, with the comma.
    var length = 0
    /// The power of ten that the digits are divided by.
    var divisor = 1.0
    /// Makes a shape's size a power of two.
    private var padding = 0

    /// The shapes of all 256 sets of bytes that are no digits; never freed, because it serves every reader of the process.
    nonisolated(unsafe) static let all: UnsafePointer<DecimalShape> = {
        let table = UnsafeMutablePointer<DecimalShape>.allocate(capacity: 256)
        for others in 0..<256 { (table + others).initialize(to: DecimalShape(others)) }
        return UnsafePointer(table)
    }()

    private init(_ others: Int) {
        let point = others.trailingZeroBitCount
        let comma = (others & (others &- 1)).trailingZeroBitCount
        guard point > 0, comma < 8, comma > point + 1 else { return }
        func byte(_ value: UInt64, at place: Int) -> UInt64 { value << UInt64(8 * place) }
        let zero = UInt8(ascii: "0")
        expected =
            byte(UInt64(UInt8(ascii: ".") ^ zero), at: point) | byte(UInt64(CSVByte.comma ^ zero), at: comma)
        places = byte(0xFF, at: point) | byte(0xFF, at: comma)
        before = byte(1, at: point) - 1
        after = ~before
        shift = UInt64(64 - 8 * (comma - 1))
        length = comma + 1
        for _ in point + 1..<comma { divisor *= 10 }
    }
}
