import SluiceMarket

extension Timestamp {
    /// Reads a date as HTTP writes it, nil when it is none.
    ///
    /// RFC 9110, 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`, and the two forms that a recipient must still read,
    /// `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`. A year of two digits is never more than 50
    /// years after `now`.
    init?(httpDate text: Substring, now: Timestamp) {
        let words = text.split { " ,-".contains($0) }
        let date: (day: Substring, month: Substring, year: Substring, time: Substring)
        switch words.count {
        case 6 where words[5] == "GMT": date = (words[1], words[2], words[3], words[4])
        case 5: date = (words[2], words[1], words[4], words[3])
        default: return nil
        }
        guard let month = Self.months.firstIndex(of: String(date.month)),
            let day = Self.number(date.day, 1...2),
            let year = Self.year(date.year, now: now),
            let civil = CivilDate(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = date.time.split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, let hour = Self.number(clock[0], 2...2),
            let minute = Self.number(clock[1], 2...2),
            let second = Self.number(clock[2], 2...2), hour < 24, minute < 60, second <= 60
        else { return nil }
        let seconds = (civil.daysSinceEpoch * 24 + hour) * 3_600 + minute * 60 + second
        self.init(seconds: Int64(seconds))
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func year(_ text: Substring, now: Timestamp) -> Int? {
        guard text.utf8.count == 2 else { return number(text, 4...4) }
        guard let short = number(text, 2...2) else { return nil }
        let latest = CivilDate(daysSinceEpoch: Int(now.seconds / 86_400)).year + 50
        return latest - (latest - short) % 100
    }

    private static func number(_ text: Substring, _ length: ClosedRange<Int>) -> Int? {
        guard length.contains(text.utf8.count), text.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
        return Int(text)
    }
}
