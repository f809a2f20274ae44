import SluiceMarket

/// Reads the moments that training programs write.
enum RunMoment {
    /// The moment of a text: ISO 8601, where one without a zone is UTC and a date alone means its end.
    static func read(_ text: String) -> Timestamp? {
        if let date = CivilDate(iso8601: text) { return start(of: date.daysSinceEpoch + 1) }
        return Timestamp(iso8601: text) ?? Timestamp(iso8601: text + "Z")
    }

    /// The moment of a folder's name, `20260121_120000`, in UTC; nil when it has none.
    static func stamp(_ name: String) -> Timestamp? {
        guard let digits = RunName.stampDigits(name) else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { 10 * $0 + $1 } }
        let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
        guard let date = CivilDate(year: number(0..<4), month: number(4..<6), day: number(6..<8)), hour < 24,
            minute < 60, second < 60
        else { return nil }
        return start(of: date.daysSinceEpoch) + .seconds(3_600 * hour + 60 * minute + second)
    }

    private static func start(of day: Int) -> Timestamp { Timestamp(seconds: Int64(day) * 86_400) }
}
