/// Where the point and the comma stand in a decimal number of 8 to 15 bytes, such as `65432.10,`.
///
/// Its digits are those of two words: its last eight bytes, and what stands before them.
struct WideDecimal {
    /// Where the point stands.
    let point: Int
    /// Where the comma stands.
    let comma: Int
    /// The bytes of the first word that are digits before the point.
    let headBefore: UInt64
    /// The bytes of the first word, moved by one, that are digits behind the point.
    let headAfter: UInt64
    /// How far the digits of the first word are moved to its end.
    let headShift: UInt64
    /// The bytes of the last word before the point.
    let tailBefore: UInt64
    /// The bytes of the last word behind the point.
    let tailAfter: UInt64
    /// What the number of the first word is multiplied by.
    let scale: UInt64
    /// The power of ten that the digits are divided by.
    let divisor: Double

    /// The form of the number and comma that a text begins with; nil for anything else.
    init?(_ text: UnsafePointer<UInt8>) {
        var (point, end) = (0, 0)
        while end < 16 {
            if text[end] == UInt8(ascii: "."), point == 0, end > 0 {
                point = end
            } else if text[end] &- UInt8(ascii: "0") > 9 {
                break
            }
            end += 1
        }
        guard 8...15 ~= end, text[end] == CSVByte.comma, point > 0, end > point + 1 else { return nil }
        func first(_ count: Int) -> UInt64 { count == 0 ? 0 : .max >> UInt64(64 - 8 * count) }
        let head = end - 8
        let isInHead = point < head
        (self.point, comma) = (point, end)
        headBefore = first(isInHead ? point : head)
        headAfter = isInHead ? first(head - 1) & ~first(point) : 0
        let digits = isInHead ? head - 1 : head
        headShift = digits == 0 ? 0 : UInt64(64 - 8 * digits)
        tailBefore = isInHead ? 0 : first(point - head)
        tailAfter = isInHead ? .max : ~first(point - head + 1)
        scale = isInHead ? 100_000_000 : 10_000_000
        divisor = (point + 1..<end).reduce(1) { power, _ in power * 10 }
    }

    /// The number of the digits of a text of this form without the point; nil for any other text.
    @inline(__always)
    func number(_ text: UnsafePointer<UInt8>) -> UInt64? {
        guard text[point] == UInt8(ascii: "."), text[comma] == CSVByte.comma else { return nil }
        let first = EightBytes(at: text).digits
        let last = EightBytes(at: text + (comma &- 8)).digits
        let head = ((first & headBefore) | ((first >> 8) & headAfter)) &<< headShift
        let tail = ((last & tailBefore) << 8) | (last & tailAfter)
        guard EightBytes.areDigits(head), EightBytes.areDigits(tail) else { return nil }
        return EightBytes.number(head) &* scale &+ EightBytes.number(tail)
    }
}
