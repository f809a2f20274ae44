import SluiceKit
import SluiceMarket

/// Events by the moment their blackout begins, and which of them are on at a moment.
struct EventCalendar {
    /// One event with the stretch of time it keeps trading away from.
    struct Event {
        /// The instrument's number; -1 for all of them.
        let instrument: Int
        let time: Timestamp
        let from: Timestamp
        /// The last moment of the blackout, itself included.
        let until: Timestamp
    }

    private let events: [Event]
    /// The longest blackout: how far back those that may still be on begin.
    private let longest: Span

    init(_ events: [Event]) {
        self.events = events.sorted { $0.from < $1.from }
        longest = events.map { $0.until.since($0.from) }.max() ?? .zero
    }

    /// How many events there are.
    var count: Int { events.count }

    /// The numbers of the events that may be on at a moment.
    func candidates(at now: Timestamp) -> Range<Int> {
        let end = firstIndex { $0.from > now }
        let earliest = now - longest
        let start = firstIndex { $0.from >= earliest }
        return min(start, end)..<end
    }

    subscript(_ index: Int) -> Event { events[index] }

    private func firstIndex(where isBehind: (Event) -> Bool) -> Int {
        var (low, high) = (0, events.count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(events[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension EventCalendar {
    /// Reads a calendar from a file's lines; instruments that are not traded are left out.
    init(
        _ lines: [EventText], path: String, axes: Axes, before: NameMap<Span>, after: NameMap<Span>,
        kinds: [String]
    ) throws(EventFileError) {
        var events: [Event] = []
        for line in lines {
            guard !line.kind.isEmpty, !line.instrument.isEmpty else {
                throw EventFileError(
                    path: path, line: line.line, message: "an event needs a kind and an instrument")
            }
            let (start, end) = try Self.stretch(line, path: path, axes.calendar.zone)
            guard kinds.isEmpty || kinds.contains(line.kind) else { continue }
            let number = axes.instruments.firstIndex(of: line.instrument)
            guard line.instrument == "*" || number != nil else { continue }
            events.append(
                Event(
                    instrument: line.instrument == "*" ? -1 : number ?? -1, time: start,
                    from: start - before[line.kind], until: end + after[line.kind]))
        }
        self.init(events)
    }

    /// A moment, or a whole day by the market's clocks.
    private static func stretch(
        _ line: EventText, path: String, _ zone: Zone
    ) throws(EventFileError) -> (Timestamp, Timestamp) {
        if let moment = Timestamp(iso8601: line.time) { return (moment, moment) }
        guard let day = CivilDate(iso8601: line.time) else {
            throw EventFileError(
                path: path, line: line.line,
                message: "'\(line.time)' is no time with its zone such as 2026-01-20T14:30:00Z, and no date")
        }
        let next = zone.timestamp(of: day.adding(days: 1), secondOfDay: 0)
        return (zone.timestamp(of: day, secondOfDay: 0), next - .nanoseconds(1))
    }
}
