/// Tells the dates of sessions for moments that follow one another, mostly without looking into the calendar.
public struct SessionCursor: Sendable {
    private let calendar: TradingCalendar
    private var date = CivilDate.distantPast
    /// From when to when the date is known to stay; nothing at first.
    private var span = (first: Timestamp.distantFuture, last: Timestamp.distantPast)

    /// Begins anywhere.
    public init(_ calendar: TradingCalendar) { self.calendar = calendar }

    /// What ``TradingCalendar/sessionDate(of:)`` says of a moment.
    @inline(__always)
    public mutating func date(of moment: Timestamp) -> CivilDate {
        if moment < span.first || moment > span.last { look(at: moment) }
        return date
    }

    /// What ``TradingCalendar/sessionDate(of:)`` says of ascending moments, most of which are of one session.
    public mutating func dates(
        of moments: UnsafePointer<Timestamp>, count: Int, into dates: UnsafeMutablePointer<CivilDate>
    ) {
        var place = 0
        while place < count {
            let date = date(of: moments[place])
            let last = span.last
            var end = moments[count - 1] > last ? place + 1 : count
            while end < count, moments[end] <= last { end &+= 1 }
            (dates + place).update(repeating: date, count: end - place)
            place = end
        }
    }

    private mutating func look(at moment: Timestamp) {
        date = calendar.sessionDate(of: moment)
        // A session's close belongs to it, but where trading never ends: there it opens the next day.
        let close = calendar.session(on: date).map {
            calendar == .alwaysOpen ? $0.close - .nanoseconds(1) : $0.close
        }
        span = (moment, max(close ?? moment, moment))
    }
}
