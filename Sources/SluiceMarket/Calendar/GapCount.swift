/// How many bars are missing between two of one instrument, by the calendar.
package struct GapCount {
    private let calendar: TradingCalendar
    /// The length of a bar in nanoseconds.
    package let interval: Int64
    private let isDaily: Bool
    private let isAlwaysOpen: Bool

    /// Counts by a calendar for bars of a length.
    package init(calendar: TradingCalendar, interval: Span) {
        (self.calendar, self.interval) = (calendar, interval.nanoseconds)
        isDaily = interval.nanoseconds.isMultiple(of: Span.days(1).nanoseconds)
        isAlwaysOpen = calendar == .alwaysOpen
    }

    /// How many bars that the calendar foresees lie between the ends of two bars.
    package func missing(between earlier: Int64, and later: Int64) -> Int {
        guard later > earlier else { return 0 }
        guard !isAlwaysOpen else { return Int((later - earlier - 1) / interval) }
        return isDaily ? missingDays(earlier, later) : missingWithinSessions(earlier, later)
    }

    private func missingDays(_ earlier: Int64, _ later: Int64) -> Int {
        var closes = 0
        var moment = Timestamp(nanoseconds: earlier)
        while let session = calendar.firstSession(closingAfter: moment), session.close.nanoseconds <= later {
            closes += 1
            moment = session.close
        }
        let days = max(Int(interval / Span.days(1).nanoseconds), 1)
        return max((closes - 1) / days, 0)
    }

    private func missingWithinSessions(_ earlier: Int64, _ later: Int64) -> Int {
        // The last bar began an interval before its end, or with the session.
        let start = later - interval
        var missing: Int64 = 0
        var moment = Timestamp(nanoseconds: earlier)
        while let session = calendar.firstSession(closingAfter: moment), session.open.nanoseconds < start {
            let from = max(session.open, moment).nanoseconds
            let upTo = min(session.close.nanoseconds, start)
            missing += (upTo - from) / interval
            moment = session.close
            if upTo == start { break }
        }
        return Int(missing)
    }
}

extension TradingCalendar {
    /// The session in progress at a moment, or the first one after it; one that closes then is over.
    package func firstSession(closingAfter moment: Timestamp) -> Session? {
        session(containing: moment) ?? nextSession(after: moment - .nanoseconds(1))
    }
}
