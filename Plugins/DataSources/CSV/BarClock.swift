import SluiceMarket

/// Turns the time of a line into the end of its bar.
///
/// A bar that starts at its time ends an interval later. Where the market closes, a bar that begins on its session's
/// grid ends with the session at the latest; bars of whole days that begin outside a session end with the
/// session that follows; and shorter bars that end outside every session are no bars of the market.
struct BarClock {
    /// What ``end(of:)`` gives for bars outside every session.
    static let outside = Int64.min
    /// What ``end(of:)`` gives for what is no time.
    static let malformed = Int64.min + 1

    /// The years 1900 to 2189 in seconds since 1970: no difference between two moments, and no sum with an interval,
    /// leaves what 64 bits of nanoseconds hold.
    static let seconds: Range<Int64> = -2_208_988_800..<6_942_585_600

    let calendar: TradingCalendar
    let interval: Int64
    let isStart: Bool
    private let isAlwaysOpen: Bool
    /// How many days an interval of whole days has; 0 for others.
    private let days: Int64
    /// The session that held the bar before, since most bars follow in the same one.
    private var open = Int64.max
    private var close = Int64.min

    init(calendar: TradingCalendar, interval: Span, stamp: BarStamp) {
        (self.calendar, self.interval, isStart) = (calendar, interval.nanoseconds, stamp == .start)
        isAlwaysOpen = calendar == .alwaysOpen
        let day = Span.days(1).nanoseconds
        days = self.interval.isMultiple(of: day) ? self.interval / day : 0
    }

    /// The end of the bar of a moment in nanoseconds since 1970, or ``outside``.
    @inline(__always)
    mutating func end(of moment: Int64) -> Int64 {
        let end = isStart ? moment &+ interval : moment
        if end > open && end <= close && days == 0 { return end }
        return isAlwaysOpen ? end : endByCalendar(moment, end)
    }

    /// The end of the bar of a date alone: its session's close, or ``malformed`` on a day without one.
    func end(of date: CivilDate) -> Int64 {
        calendar.session(on: date)?.close.nanoseconds ?? Self.malformed
    }

    @inline(never)
    private mutating func endByCalendar(_ moment: Int64, _ end: Int64) -> Int64 {
        guard days == 0 else { return isStart ? endOfDays(moment, end) : end }
        if let session = calendar.session(containing: Timestamp(nanoseconds: end - 1)) {
            (open, close) = (session.open.nanoseconds, session.close.nanoseconds)
            return end
        }
        guard isStart, let session = calendar.session(containing: Timestamp(nanoseconds: moment)),
            (moment - session.open.nanoseconds).isMultiple(of: interval)
        else { return Self.outside }
        return session.close.nanoseconds
    }

    /// The end of a bar of whole days.
    private func endOfDays(_ moment: Int64, _ end: Int64) -> Int64 {
        let start = Timestamp(nanoseconds: moment)
        if let session = calendar.session(containing: start), session.open < start { return end }
        var next = calendar.nextSession(after: start - .nanoseconds(1))
        for _ in 1..<max(days, 1) {
            next = next.flatMap { calendar.nextSession(after: $0.open) }
        }
        return next?.close.nanoseconds ?? Self.malformed
    }
}
