/// Reads a rule such as `EST5EDT,M3.2.0,M11.1.0` or `<+0330>-3:30` (POSIX, with RFC 9636's longer times).
struct ZoneRuleReader {
    private var rest: ArraySlice<UInt8>

    /// The rule of a text; nil when it is not one.
    static func rule(of text: ArraySlice<UInt8>) -> ZoneRule? {
        var reader = ZoneRuleReader(rest: text)
        guard reader.name(), let standard = reader.time(hours: 24) else { return nil }
        guard !reader.rest.isEmpty else { return ZoneRule(standard: -standard, summer: nil) }
        guard reader.name() else { return nil }
        var summer = 3_600 - standard
        if reader.rest.first != UInt8(ascii: ",") {
            guard let written = reader.time(hours: 24) else { return nil }
            summer = -written
        }
        guard let begins = reader.day(), let ends = reader.day(), reader.rest.isEmpty else { return nil }
        return ZoneRule(standard: -standard, summer: .init(offset: summer, begins: begins, ends: ends))
    }

    private mutating func pass(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    /// Passes an abbreviation, which we have no use for: letters, or anything between angle brackets.
    private mutating func name() -> Bool {
        if pass(UInt8(ascii: "<")) {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
            rest = rest[(end + 1)...]
            return true
        }
        let letters = rest.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0 & 0xdf) }
        rest = rest.dropFirst(letters.count)
        return letters.count >= 3
    }

    /// A number of at most three digits, within bounds.
    private mutating func number(_ bounds: ClosedRange<Int32>) -> Int32? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard 1...3 ~= digits.count else { return nil }
        rest = rest.dropFirst(digits.count)
        let value = digits.reduce(0) { $0 * 10 + Int32($1 - UInt8(ascii: "0")) }
        return bounds.contains(value) ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private mutating func time(hours limit: Int32) -> Int32? {
        let isNegative = pass(UInt8(ascii: "-"))
        if !isNegative { _ = pass(UInt8(ascii: "+")) }
        guard let hours = number(0...limit) else { return nil }
        var seconds = hours * 3_600
        for unit: Int32 in [60, 1] where pass(UInt8(ascii: ":")) {
            guard let value = number(0...59) else { return nil }
            seconds += value * unit
        }
        return isNegative ? -seconds : seconds
    }

    /// `,Mm.w.d`, `,Jn` or `,n`, each with an optional `/time`.
    private mutating func day() -> ZoneRuleDay? {
        guard pass(UInt8(ascii: ",")) else { return nil }
        let day: ZoneRuleDay.Day
        if pass(UInt8(ascii: "M")) {
            guard let month = number(1...12), pass(UInt8(ascii: ".")), let week = number(1...5),
                pass(UInt8(ascii: ".")), let weekday = number(0...6)
            else { return nil }
            day = .weekday(Int(weekday), week: Int(week), month: Int(month))
        } else if pass(UInt8(ascii: "J")) {
            guard let ordinal = number(1...365) else { return nil }
            day = .ordinal(Int(ordinal))
        } else {
            guard let offset = number(0...365) else { return nil }
            day = .offset(Int(offset))
        }
        guard pass(UInt8(ascii: "/")) else { return ZoneRuleDay(day: day) }
        // Beyond a day and before it, as Gaza's and Greenland's laws need.
        return time(hours: 167).map { ZoneRuleDay(day: day, secondOfDay: $0) }
    }
}
