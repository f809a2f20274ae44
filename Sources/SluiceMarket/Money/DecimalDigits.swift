/// The digits of a plain decimal as they are read: a sign, digits, and perhaps a point with digits behind it.
struct DecimalDigits {
    private(set) var isNegative = false
    /// The digits before the point and the first twelve behind it, as one number.
    private(set) var value: UInt128 = 0
    /// How many of them stand behind the point.
    private(set) var places = 0
    /// How what lies behind the twelfth place compares with a half of it; nil when that is nothing.
    private(set) var rest: Rounding.Comparison?
    /// Whether ``value`` is too large to be held.
    private(set) var overflowed = false

    /// Takes in a whole text; false when it is not a plain decimal.
    mutating func read(_ bytes: Swift.Span<UInt8>) -> Bool {
        var index = 0
        if let sign = bytes.isEmpty ? nil : bytes[0], sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            index = 1
        }
        // Nearly every number fits into 64 bits, where a digit more costs a nanosecond and not ten.
        var small: UInt64 = 0
        var point: Int?
        let start = index
        while index < bytes.count {
            if let digit = bytes[index].decimalDigit {
                guard small < .max / 10 - 1, point == nil || places < 12 else { break }
                small = small &* 10 &+ UInt64(digit)
                if point != nil { places += 1 }
            } else {
                guard bytes[index] == UInt8(ascii: "."), point == nil, index > start else { return false }
                point = index
            }
            index += 1
        }
        value = UInt128(small)
        return readRest(of: bytes, from: index, point: &point) && index > start && point != bytes.count - 1
    }

    /// Goes on where 64 bits, or twelve places, were not enough.
    private mutating func readRest(of bytes: Swift.Span<UInt8>, from start: Int, point: inout Int?) -> Bool {
        for index in start..<bytes.count {
            guard let digit = bytes[index].decimalDigit else {
                guard bytes[index] == UInt8(ascii: "."), point == nil else { return false }
                point = index
                continue
            }
            if places == 12 {
                drop(digit, isFirst: index == (point ?? 0) + 13)
            } else {
                append(digit)
                if point != nil { places += 1 }
            }
        }
        return true
    }

    private mutating func append(_ digit: UInt8) {
        let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = scaled.addingReportingOverflow(UInt128(digit))
        overflowed = overflowed || overflow || carry
        value = sum
    }

    private mutating func drop(_ digit: UInt8, isFirst: Bool) {
        if isFirst {
            rest = digit == 0 ? nil : digit < 5 ? .less : digit == 5 ? .equal : .greater
        } else if digit != 0 {
            rest = rest == nil ? .less : rest == .equal ? .greater : rest
        }
    }
}
