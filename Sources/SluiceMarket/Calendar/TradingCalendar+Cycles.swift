extension TradingCalendar {
    /// The first moment after another at which a pipeline with such a period runs.
    ///
    /// Within a session the grid is its open plus one, two, three periods, and its close, which may follow sooner than
    /// a period after the one before. A period of whole days counts sessions instead and runs at the close of each
    /// n-th, counted from the calendar's first; any other period longer than a session runs at every close. On
    /// 24/7 the grid is the multiples of the period since 1970 began in UTC.
    ///
    /// `distantFuture` when there is none: the calendar's years are over, or the period is not positive.
    public func nextCycle(after moment: Timestamp, every period: Span) -> Timestamp {
        guard period > .zero else { return .distantFuture }
        guard let table else {
            let step = period.nanoseconds
            let passed = moment.nanoseconds.floorDivided(by: step)
            return Timestamp(nanoseconds: passed.addingSaturated(1).multipliedSaturated(by: step))
        }
        guard let entry = table.first(closingAfter: moment) else { return .distantFuture }
        let (days, rest) = period.nanoseconds.quotientAndRemainder(dividingBy: Span.days(1).nanoseconds)
        if rest == 0 { return close(ofEvery: Int(days), from: entry, in: table) }
        guard moment >= entry.open else { return min(entry.open + period, entry.close) }
        let passed = moment.since(entry.open).nanoseconds / period.nanoseconds
        return min(entry.open + period * Int(passed + 1), entry.close)
    }

    /// The close of the first session from one on whose number is a multiple of a count.
    private func close(
        ofEvery count: Int, from start: SessionTable.Entry, in table: SessionTable
    ) -> Timestamp {
        guard count > 1 else { return start.close }
        let remainder = table.number(of: start) % count
        var entry = start
        for _ in 0..<(remainder == 0 ? 0 : count - remainder) {
            guard let next = table.first(from: entry.day + 1) else { return .distantFuture }
            entry = next
        }
        return entry.close
    }
}

extension TradingCalendar {
    /// How many moments of a pipeline's grid lie after one moment and up to another, counted no further than a limit.
    ///
    /// 0 when the second is not later. Cost: a step of the grid each.
    public func cycles(after start: Timestamp, upTo end: Timestamp, every period: Span, limit: Int) -> Int {
        var (moment, count) = (start, 0)
        while moment < end, count < limit {
            moment = nextCycle(after: moment, every: period)
            count += 1
        }
        return count
    }
}
