/// Reads the fixed-width pieces of an ISO 8601 text, front to back.
///
/// Every step answers false, or nil, when the text is not what was asked for.
struct ISO8601Reader: ~Copyable {
    private(set) var index = 0

    /// A number of exactly so many decimal digits.
    mutating func number(digits: Int, in text: borrowing Swift.Span<UInt8>) -> Int? {
        guard text.count - index >= digits else { return nil }
        var value = 0
        for offset in index..<(index + digits) {
            let digit = text[offset] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        index += digits
        return value
    }

    /// Whether the next byte is this one, which is then passed.
    mutating func pass(_ byte: UInt8, in text: borrowing Swift.Span<UInt8>) -> Bool {
        guard index < text.count, text[index] == byte else { return false }
        index += 1
        return true
    }

    func isAtEnd(of text: borrowing Swift.Span<UInt8>) -> Bool { index == text.count }

    /// A date, `2024-01-02`.
    mutating func date(in text: borrowing Swift.Span<UInt8>) -> CivilDate? {
        guard let year = number(digits: 4, in: text), pass(UInt8(ascii: "-"), in: text),
            let month = number(digits: 2, in: text), pass(UInt8(ascii: "-"), in: text),
            let day = number(digits: 2, in: text)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// A time of day in nanoseconds: `15:30`, `15:30:00` or `15:30:00.123456789`.
    mutating func timeOfDay(in text: borrowing Swift.Span<UInt8>) -> Int64? {
        guard let hour = number(digits: 2, in: text), hour < 24, pass(UInt8(ascii: ":"), in: text),
            let minute = number(digits: 2, in: text), minute < 60
        else { return nil }
        let wholeMinutes = Int64(hour * 3_600 + minute * 60) * 1_000_000_000
        guard pass(UInt8(ascii: ":"), in: text) else { return wholeMinutes }
        guard let second = number(digits: 2, in: text), second < 60, let rest = fraction(in: text)
        else { return nil }
        return wholeMinutes + Int64(second) * 1_000_000_000 + rest
    }

    /// The nanoseconds of a fraction of one to nine digits; 0 when there is none.
    private mutating func fraction(in text: borrowing Swift.Span<UInt8>) -> Int64? {
        guard pass(UInt8(ascii: "."), in: text) else { return 0 }
        var value: Int64 = 0
        var unit: Int64 = 1_000_000_000
        while unit > 1, index < text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            unit /= 10
            value += Int64(digit) * unit
            index += 1
        }
        return unit == 1_000_000_000 ? nil : value
    }

    /// What `Z`, `+05:30`, `-0500` or `+01` adds to UTC, in seconds; nil when nothing of the kind comes next.
    mutating func zoneOffset(in text: borrowing Swift.Span<UInt8>) -> Int? {
        if pass(UInt8(ascii: "Z"), in: text) || pass(UInt8(ascii: "z"), in: text) { return 0 }
        let isWest = pass(UInt8(ascii: "-"), in: text)
        guard isWest || pass(UInt8(ascii: "+"), in: text), let hours = number(digits: 2, in: text), hours < 24
        else { return nil }
        var minutes = 0
        if pass(UInt8(ascii: ":"), in: text) || !isAtEnd(of: text) {
            guard let given = number(digits: 2, in: text), given < 60 else { return nil }
            minutes = given
        }
        let seconds = hours * 3_600 + minutes * 60
        return isWest ? -seconds : seconds
    }
}
