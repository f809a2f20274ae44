/// When a market trades, day by day.
public struct TradingCalendar: Sendable {
    /// The name a pipeline file gives it.
    public let name: String
    /// The minutes of trading in a session of full length.
    public let sessionMinutes: Int
    /// Nil for a market that never closes.
    let table: SessionTable?

    /// Trading without a pause, as with crypto assets: a session is a day in UTC.
    public static let alwaysOpen = TradingCalendar(name: "24/7", sessionMinutes: 1_440, table: nil)

    /// The New York Stock Exchange, and with it the stock markets of the United States, from 1990 to 2100.
    ///
    /// Holidays and early closes by rule, with a table of those that no rule foretells. What is decided later than
    /// this was written is not in it.
    public static let newYork = TradingCalendar(
        name: "XNYS", sessionMinutes: 390,
        table: SessionTable(
            years: 1_990...2_100, zone: .newYork, regular: NewYorkHours.regular,
            exceptions: NewYorkHours.exceptions(in:))
    )

    /// The names of all calendars.
    public static let names = ["24/7", "XNYS"]

    /// The calendar of a name; nil when there is none.
    public static func named(_ name: String) -> TradingCalendar? {
        switch name {
        case "24/7": alwaysOpen
        case "XNYS": newYork
        default: nil
        }
    }

    /// The zone of the market's clocks.
    public var zone: Zone { table?.zone ?? .utc }
}

extension TradingCalendar: Hashable, CustomStringConvertible {
    /// Whether two calendars are the same one.
    public static func == (lhs: TradingCalendar, rhs: TradingCalendar) -> Bool { lhs.name == rhs.name }

    /// Feeds the name to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }

    /// The name.
    public var description: String { name }
}
