extension TradingCalendar {
    /// How many minutes of trading a time between cycles covers: itself within a day, whole sessions from a day on.
    public func tradingMinutes(in every: Span) -> Double {
        let day = Span.days(1).nanoseconds
        guard every.nanoseconds >= day else { return every.seconds / 60 }
        return Double(every.nanoseconds / day) * Double(sessionMinutes)
    }

    /// How many sessions a year has: 365 where trading never ends, else 252.
    public var sessionsPerYear: Double { self == .alwaysOpen ? 365 : 252 }

    /// How many minutes of trading a year has: 98,280 in New York, 525,600 where trading never ends.
    public var minutesPerYear: Double { sessionsPerYear * Double(sessionMinutes) }
}
