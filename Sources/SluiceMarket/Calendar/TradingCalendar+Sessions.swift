extension TradingCalendar {
    /// Whether the market trades at a moment: from a session's open on, no longer at its close.
    public func isOpen(at moment: Timestamp) -> Bool {
        guard let table else { return true }
        guard let entry = table.entry(on: SessionTable.day(of: moment)) else { return false }
        return entry.open <= moment && moment < entry.close
    }

    /// The session in progress at a moment; nil when the market is closed, as it is at a session's close.
    public func session(containing moment: Timestamp) -> Session? {
        let day = SessionTable.day(of: moment)
        guard let table else { return utcDay(day) }
        guard let entry = table.entry(on: day), entry.open <= moment, moment < entry.close else { return nil }
        return entry.session
    }

    /// The session of a date; nil on a day without one, and outside the calendar's years.
    public func session(on date: CivilDate) -> Session? {
        guard let table else { return utcDay(date.daysSinceEpoch) }
        return table.entry(on: date.daysSinceEpoch)?.session
    }

    /// The first session that opens after a moment; nil when the calendar's years are over.
    public func nextSession(after moment: Timestamp) -> Session? {
        let day = SessionTable.day(of: moment)
        guard let table else { return utcDay(day + 1) }
        if let entry = table.entry(on: day), entry.open > moment { return entry.session }
        return table.first(from: day + 1)?.session
    }

    /// The last session that had closed by a moment; nil when the calendar has none so early.
    public func previousSession(before moment: Timestamp) -> Session? {
        let day = SessionTable.day(of: moment)
        guard let table else { return utcDay(day - 1) }
        if let entry = table.entry(on: day), entry.close <= moment { return entry.session }
        return table.last(upTo: day - 1)?.session
    }

    /// The date of the session a moment is accounted to: the one in progress, its close included, or else the next.
    ///
    /// On 24/7 it is the date in UTC. After the calendar's last year it is the date in UTC too.
    public func sessionDate(of moment: Timestamp) -> CivilDate {
        let day = SessionTable.day(of: moment)
        guard let table else { return CivilDate(daysSinceEpoch: day) }
        if let entry = table.entry(on: day), entry.close >= moment { return CivilDate(daysSinceEpoch: day) }
        return CivilDate(daysSinceEpoch: table.first(from: day + 1)?.day ?? day)
    }

    /// A day of a market that never closes; nil when a ``Timestamp`` cannot be its beginning.
    private func utcDay(_ day: Int) -> Session? {
        let (midnight, overflow) = Int64(day).multipliedReportingOverflow(by: 86_400_000_000_000)
        guard !overflow else { return nil }
        let start = Timestamp(nanoseconds: midnight)
        return Session(date: CivilDate(daysSinceEpoch: day), open: start, close: start + .days(1))
    }
}
