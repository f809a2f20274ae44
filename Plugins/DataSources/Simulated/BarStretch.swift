import SluiceMarket

/// Where a simulated bar lies: the part of trading between two cycles.
struct BarStretch {
    /// When it ends.
    let end: Timestamp
    /// How many sessions of full length it lasts; a part of one for bars within a session.
    let sessions: Double
    /// The parts of its session at which it begins and ends; 0 and 1 for bars of whole sessions.
    let parts: ClosedRange<Double>

    /// The bar that ends at the first cycle after a moment; nil when the calendar has none.
    init?(after moment: Timestamp, every: Span, calendar: TradingCalendar) {
        end = calendar.nextCycle(after: moment, every: every)
        guard end != .distantFuture else { return nil }
        let full = Double(calendar.sessionMinutes)
        let isWholeDays = every.nanoseconds.isMultiple(of: Span.days(1).nanoseconds)
        guard !isWholeDays, calendar != .alwaysOpen,
            let session = calendar.session(on: calendar.sessionDate(of: end))
        else {
            (sessions, parts) = (calendar.tradingMinutes(in: every) / full, 0...1)
            return
        }
        let length = session.length.seconds
        let from = max(session.open, moment).since(session.open).seconds
        let upTo = end.since(session.open).seconds
        sessions = (upTo - from) / (full * 60)
        parts = from / length...upTo / length
    }
}
