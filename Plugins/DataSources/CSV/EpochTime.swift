/// Times that are numbers of units since 1970 began in UTC.
enum EpochTime {
    /// Whether a text is `[-]digits[.digits]`.
    static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
        var points = 0
        for byte in digits where byte &- UInt8(ascii: "0") >= 10 {
            guard byte == UInt8(ascii: ".") else { return false }
            points += 1
        }
        return points <= 1 && digits.count > points
    }

    /// The moment of a number in nanoseconds since 1970, digits beyond the nanosecond cut off.
    ///
    /// In ``TimeFormat/auto`` the size tells the unit: seconds from 1e8 (1973), milliseconds from 1e11, microseconds
    /// from 1e14, nanoseconds from 1e17. Nil for smaller numbers, which could be anything, such as 20240102,
    /// and for moments before 1900 or after 2189.
    static func nanoseconds(of text: UnsafeBufferPointer<UInt8>, in format: TimeFormat) -> Int64? {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative ? text.dropFirst() : text[...]
        let whole = digits.prefix { $0 != UInt8(ascii: ".") }
        var value: Int128 = 0
        for byte in whole {
            value = value * 10 + Int128(byte &- UInt8(ascii: "0"))
            guard value < 1 << 64 else { return nil }
        }
        guard let unit = unit(of: format, size: value) else { return nil }
        var moment = value * Int128(unit)
        var part = Int128(unit) / 10
        for byte in digits.dropFirst(whole.count + 1) where part > 0 {
            moment += Int128(byte &- UInt8(ascii: "0")) * part
            part /= 10
        }
        if isNegative { moment = -moment }
        let limits = BarClock.seconds
        let range = Int128(limits.lowerBound) * 1_000_000_000..<Int128(limits.upperBound) * 1_000_000_000
        return range.contains(moment) ? Int64(moment) : nil
    }

    /// The moment of a field of 9 to 19 digits and nothing else; the cursor then is at the field's end.
    ///
    /// Up to 24 bytes behind the field's beginning are looked at.
    /// - Returns: As ``nanoseconds(of:in:)``; nil, with the cursor where it was, for any other field.
    @inline(__always)
    static func take(_ cursor: inout UnsafePointer<UInt8>, in format: TimeFormat) -> Int64? {
        let first = EightBytes(at: cursor)
        guard first.firstOther == 8 else { return nil }
        var value = first.number(digits: 8)
        var at = cursor + 8
        var rest = EightBytes(at: at)
        if rest.firstOther == 8 {
            value = value &* 100_000_000 &+ rest.number(digits: 8)
            at += 8
            rest = EightBytes(at: at)
        }
        let digits = rest.firstOther
        guard digits < 4 || at == cursor + 8, CSVByte.endsField(at[digits]) else { return nil }
        if digits > 0 {
            for _ in 0..<digits { value = value &* 10 }
            value = value &+ rest.number(digits: digits)
        }
        guard let unit = unit(of: format, size: Int128(value)) else { return nil }
        let (moment, isTooLarge) = value.multipliedReportingOverflow(by: UInt64(unit))
        guard !isTooLarge, moment < UInt64(BarClock.seconds.upperBound) &* 1_000_000_000 else { return nil }
        cursor = at + digits
        return Int64(truncatingIfNeeded: moment)
    }

    /// The nanoseconds of a unit.
    private static func unit(of format: TimeFormat, size: Int128) -> Int64? {
        switch format {
        case .seconds: 1_000_000_000
        case .milliseconds: 1_000_000
        case .microseconds: 1_000
        case .nanoseconds: 1
        case .iso8601: nil
        case .auto:
            switch size {
            case ..<100_000_000: nil
            case ..<100_000_000_000: 1_000_000_000
            case ..<100_000_000_000_000: 1_000_000
            case ..<100_000_000_000_000_000: 1_000
            default: 1
            }
        }
    }
}
