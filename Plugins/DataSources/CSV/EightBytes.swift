/// Eight bytes of text looked at in one word, the first in its lowest byte.
///
/// Loops over the characters of short fields cost a mispredicted branch each; this costs a few multiplications, after
/// Lemire, "Number parsing at a gigabyte per second", 2021.
struct EightBytes {
    /// By byte: its distance from `0`, so that digits are 0 to 9.
    let digits: UInt64
    /// The highest bit of every byte that is no digit.
    private let others: UInt64

    @inline(__always)
    init(at text: UnsafePointer<UInt8>) {
        self.init(UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self)))
    }

    @inline(__always)
    init(_ word: UInt64) {
        digits = word ^ 0x3030_3030_3030_3030
        // A digit and 0x76 stay below 0x80; without its highest bit no byte reaches into the next one.
        let sums = (digits & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676
        others = (sums | digits) & 0x8080_8080_8080_8080
    }

    /// The place of the first byte that is no digit; 8 when all are digits.
    @inline(__always)
    var firstOther: Int { others.trailingZeroBitCount >> 3 }

    /// The place of the second byte that is no digit; 8 when there is none.
    @inline(__always)
    var secondOther: Int { (others & (others &- 1)).trailingZeroBitCount >> 3 }

    /// The place of the one byte that is no digit among the first 1 to 8; 8 when all are digits, -1 when several are none.
    @inline(__always)
    func onlyOther(in count: Int) -> Int {
        let seen = others & (.max &>> UInt64(64 &- 8 &* count))
        return seen & (seen &- 1) == 0 ? seen.trailingZeroBitCount >> 3 : -1
    }

    /// The set of the bytes that are no digits, the first in the lowest bit.
    @inline(__always)
    var otherSet: Int { Int(truncatingIfNeeded: (others &* 0x0002_0408_1020_4081) >> 56) }

    /// The number of eight digits; nil when any is none.
    @inline(__always)
    var number: UInt64? { Self.areDigits(digits) ? Self.number(digits) : nil }

    /// Whether eight distances from `0` are those of digits.
    @inline(__always)
    static func areDigits(_ word: UInt64) -> Bool {
        // A byte that carries into the next one has its own highest bit set.
        (word | (word &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 == 0
    }

    /// The number of digits of a shape without the point, `12.5` being 125; nil for anything else.
    @inline(__always)
    func number(of shape: UnsafePointer<DecimalShape>) -> UInt64? {
        guard digits & shape.pointee.places == shape.pointee.expected else { return nil }
        let word = (digits & shape.pointee.before) | ((digits >> 8) & shape.pointee.after)
        let number = word &<< shape.pointee.shift
        return Self.areDigits(number) ? Self.number(number) : nil
    }

    /// The number of its first digits, of which there are 1 to 8.
    @inline(__always)
    func number(digits count: Int) -> UInt64 { Self.number(digits, count) }

    /// The number of its first digits without the byte at one place, `12.5` being 125; there are 1 to 7 digits.
    @inline(__always)
    func number(digits count: Int, without place: Int) -> UInt64 {
        let before = (1 as UInt64) &<< UInt64(8 * place) &- 1
        return Self.number((digits & before) | ((digits >> 8) & ~before), count)
    }

    @inline(__always)
    private static func number(_ digits: UInt64, _ count: Int) -> UInt64 {
        // Leading zeros take the room of what follows the number.
        number(digits &<< UInt64(64 - 8 * count))
    }

    /// The number of eight digits.
    @inline(__always)
    static func number(_ digits: UInt64) -> UInt64 {
        // Pairs, then fours, then all eight; the first digit is in the lowest byte.
        let pairs = (digits &* 2_561) >> 8 & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 6_553_601) >> 16 & 0x0000_FFFF_0000_FFFF
        return (fours &* 42_949_672_960_001) >> 32
    }

    /// The second of the day of `15:30:00`; nil for any other text.
    @inline(__always)
    var secondOfDay: Int64? {
        // A colon is ten more than `0`, as a digit never is.
        let colons: UInt64 = 0x0000_0A00_000A_0000
        guard others == 0x0000_8000_0080_0000, digits & 0x0000_FF00_00FF_0000 == colons else { return nil }
        let rest = digits ^ colons
        let pairs = rest &* 10 &+ (rest >> 8)
        let (hour, minute, second) = (pairs & 0xFF, (pairs >> 24) & 0xFF, (pairs >> 48) & 0xFF)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return Int64(hour &* 3_600 &+ minute &* 60 &+ second)
    }
}
