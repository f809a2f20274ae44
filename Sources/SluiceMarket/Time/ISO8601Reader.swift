/// Reads the pieces of an ISO 8601 text, front to back.
///
/// A number of fixed width that is not all digits comes out negative, so that the check of its range finds it
/// and the usual text costs no branch for each of its characters.
struct ISO8601Reader {
    private(set) var index = 0

    func isAtEnd(of text: Swift.Span<UInt8>) -> Bool { index == text.count }

    /// A date, `2024-01-02`.
    mutating func date(in text: Swift.Span<UInt8>) -> CivilDate? {
        guard text.count >= index + 10, text[index + 4] == UInt8(ascii: "-"),
            text[index + 7] == UInt8(ascii: "-")
        else { return nil }
        let year = text.twoDigits(at: index) * 100 + text.twoDigits(at: index + 2)
        let date = CivilDate(
            year: year, month: text.twoDigits(at: index + 5), day: text.twoDigits(at: index + 8))
        index += 10
        return date
    }

    /// A day and a time in it, by clocks of which nothing is known yet.
    struct DateAndTime {
        var date: CivilDate
        var second: Int
        var nanosecond: Int
    }

    /// A date and a time, parted by `T`, `t` or a space.
    mutating func dateAndTime(in text: Swift.Span<UInt8>) -> DateAndTime? {
        guard let date = date(in: text), separator(in: text), let time = timeOfDay(in: text) else {
            return nil
        }
        return DateAndTime(date: date, second: time.second, nanosecond: time.nanosecond)
    }

    private mutating func separator(in text: Swift.Span<UInt8>) -> Bool {
        guard index < text.count else { return false }
        let byte = text[index]
        index += 1
        return byte == UInt8(ascii: "T") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "t")
    }

    /// A time of day: `15:30`, `15:30:00` or `15:30:00.123456789`.
    private mutating func timeOfDay(in text: Swift.Span<UInt8>) -> (second: Int, nanosecond: Int)? {
        guard text.count >= index + 5, text[index + 2] == UInt8(ascii: ":") else { return nil }
        let hour = text.twoDigits(at: index)
        let minute = text.twoDigits(at: index + 3)
        guard 0..<24 ~= hour, 0..<60 ~= minute else { return nil }
        index += 5
        guard index < text.count, text[index] == UInt8(ascii: ":") else {
            return (hour * 3_600 + minute * 60, 0)
        }
        guard text.count >= index + 3 else { return nil }
        let second = text.twoDigits(at: index + 1)
        guard 0..<60 ~= second else { return nil }
        index += 3
        guard let nanosecond = fraction(in: text) else { return nil }
        return (hour * 3_600 + minute * 60 + second, nanosecond)
    }

    /// The nanoseconds of a fraction of one to nine digits; 0 when there is none.
    private mutating func fraction(in text: Swift.Span<UInt8>) -> Int? {
        guard index < text.count, text[index] == UInt8(ascii: ".") else { return 0 }
        index += 1
        var value = 0
        var unit = 1_000_000_000
        while unit > 1, index < text.count, let digit = text[index].decimalDigit {
            unit /= 10
            value += Int(digit) * unit
            index += 1
        }
        return unit == 1_000_000_000 ? nil : value
    }

    /// What `Z`, `+05:30`, `-0500` or `+01` adds to UTC, in seconds; nil when nothing of the kind comes next.
    mutating func zoneOffset(in text: Swift.Span<UInt8>) -> Int? {
        guard index < text.count else { return nil }
        let sign = text[index]
        index += 1
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), text.count >= index + 2 else {
            return nil
        }
        let hours = text.twoDigits(at: index)
        index += 2
        var minutes = 0
        if index < text.count {
            if text[index] == UInt8(ascii: ":") { index += 1 }
            guard text.count >= index + 2 else { return nil }
            minutes = text.twoDigits(at: index)
            index += 2
        }
        guard 0..<24 ~= hours, 0..<60 ~= minutes else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }
}

extension Swift.Span<UInt8> {
    /// The number of two decimal digits; far below zero when they are none.
    @inline(__always)
    fileprivate func twoDigits(at index: Int) -> Int {
        let tens = self[index] &- UInt8(ascii: "0")
        let ones = self[index + 1] &- UInt8(ascii: "0")
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : -1_000_000
    }
}

extension UInt8 {
    /// The digit an ASCII byte stands for.
    @inlinable
    var decimalDigit: UInt8? {
        let digit = self &- UInt8(ascii: "0")
        return digit < 10 ? digit : nil
    }
}
