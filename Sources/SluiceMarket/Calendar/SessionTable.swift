/// Every session of a market that closes, one byte a day.
///
/// A session begins and ends within the UTC day of its date, as it does in the Americas.
final class SessionTable: Sendable {
    let zone: Zone
    /// The day of the first byte, counted from 1970-01-01.
    private let firstDay: Int
    /// By day: 0 without a session, otherwise one more than the index of its ``shapes``.
    private let kinds: [UInt8]
    private let shapes: [Shape]
    /// By stretches of 64 days: the sessions before it.
    private let counts: [Int]

    /// Where a session lies in its UTC day, in nanoseconds.
    private struct Shape: Hashable {
        var open: Int64
        var close: Int64

        init(_ hours: SessionHours, offset: Int) {
            open = Int64(hours.open * 60 - offset) * 1_000_000_000
            close = Int64(hours.close * 60 - offset) * 1_000_000_000
        }
    }

    private static let day: Int64 = 86_400_000_000_000

    /// Works out every day of some years: regular hours on weekdays, but for each year's exceptions.
    init(
        years: ClosedRange<Int>, zone: Zone, regular: SessionHours,
        exceptions: (_ year: Int) -> [(date: CivilDate, hours: SessionHours?)]
    ) {
        let firstDay = CivilDate(validYear: years.lowerBound, month: 1, day: 1).daysSinceEpoch
        let lastDay = CivilDate(validYear: years.upperBound, month: 12, day: 31).daysSinceEpoch
        var hours = (firstDay...lastDay).map { Weekday(daysSinceEpoch: $0) <= .friday ? regular : nil }
        for exception in years.flatMap(exceptions) {
            hours[exception.date.daysSinceEpoch - firstDay] = exception.hours
        }
        var kinds: [UInt8] = []
        kinds.reserveCapacity(hours.count)
        var shapes: [Shape] = []
        var counts: [Int] = []
        var count = 0
        var clock = zone.stretch(at: Int64(firstDay) * 86_400)
        for (day, hours) in zip(firstDay..., hours) {
            if kinds.count.isMultiple(of: 64) { counts.append(count) }
            guard let hours else {
                kinds.append(0)
                continue
            }
            // Clocks change at night, so a day's first offset is asked for at its opening and holds until its close.
            let midnight = Int64(day) * 86_400
            let opening = midnight + Int64(hours.open) * 60 - Int64(clock.offset)
            if opening >= clock.end { clock = zone.stretch(at: opening) }
            let shape = Shape(hours, offset: clock.offset)
            let known = shapes.firstIndex(of: shape)
            if known == nil { shapes.append(shape) }
            kinds.append(UInt8((known ?? shapes.count - 1) + 1))
            count += 1
        }
        self.zone = zone
        self.firstDay = firstDay
        self.kinds = kinds
        self.shapes = shapes
        self.counts = counts
    }
}

extension SessionTable {
    /// A session without its date, which takes longer to work out than all the rest.
    struct Entry {
        var day: Int
        var open: Timestamp
        var close: Timestamp

        var session: Session { Session(date: CivilDate(daysSinceEpoch: day), open: open, close: close) }
    }

    /// The session of a day counted from 1970-01-01.
    func entry(on day: Int) -> Entry? {
        let index = day - firstDay
        guard kinds.indices.contains(index), kinds[index] != 0 else { return nil }
        let shape = shapes[Int(kinds[index]) - 1]
        let midnight = Int64(day) * SessionTable.day
        return Entry(
            day: day, open: Timestamp(nanoseconds: midnight + shape.open),
            close: Timestamp(nanoseconds: midnight + shape.close))
    }

    /// The first session on a day or after it.
    func first(from day: Int) -> Entry? {
        var day = max(day, firstDay)
        while day < firstDay + kinds.count {
            if let entry = entry(on: day) { return entry }
            day += 1
        }
        return nil
    }

    /// The last session on a day or before it.
    func last(upTo day: Int) -> Entry? {
        var day = min(day, firstDay + kinds.count - 1)
        while day >= firstDay {
            if let entry = entry(on: day) { return entry }
            day -= 1
        }
        return nil
    }

    /// The first session that ends after a moment.
    func first(closingAfter moment: Timestamp) -> Entry? {
        let day = SessionTable.day(of: moment)
        if let entry = entry(on: day), entry.close > moment { return entry }
        return first(from: day + 1)
    }

    /// The number of a session, counted from 1 at the first one of the table.
    func number(of entry: Entry) -> Int {
        let index = entry.day - firstDay
        let stretch = index / 64
        return kinds[(stretch * 64)...index].reduce(counts[stretch]) { $1 == 0 ? $0 : $0 + 1 }
    }

    /// The UTC day of a moment, counted from 1970-01-01.
    static func day(of moment: Timestamp) -> Int {
        Int(moment.nanoseconds.floorDivided(by: day))
    }
}
