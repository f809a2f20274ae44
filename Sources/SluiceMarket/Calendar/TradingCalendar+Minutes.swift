extension TradingCalendar {
    /// How many minutes of trading a time between cycles covers: itself within a day, whole sessions from a day on.
    public func tradingMinutes(in every: Span) -> Double {
        let day = Span.days(1).nanoseconds
        guard every.nanoseconds >= day else { return every.seconds / 60 }
        return Double(every.nanoseconds / day) * Double(sessionMinutes)
    }
}
