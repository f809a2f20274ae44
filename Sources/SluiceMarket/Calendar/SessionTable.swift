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
    }

    private static let day: Int64 = 86_400_000_000_000

    init(years: ClosedRange<Int>, zone: Zone, hours: (CivilDate, Weekday) -> SessionHours?) {
        let firstDay = CivilDate(validYear: years.lowerBound, month: 1, day: 1).daysSinceEpoch
        let lastDay = CivilDate(validYear: years.upperBound, month: 12, day: 31).daysSinceEpoch
        var kinds: [UInt8] = []
        kinds.reserveCapacity(lastDay - firstDay + 1)
        var shapes: [Shape] = []
        var counts: [Int] = []
        var count = 0
        for day in firstDay...lastDay {
            if kinds.count.isMultiple(of: 64) { counts.append(count) }
            let date = CivilDate(daysSinceEpoch: day)
            guard let hours = hours(date, Weekday(daysSinceEpoch: day)) else {
                kinds.append(0)
                continue
            }
            let open = zone.seconds(of: date, secondOfDay: hours.open * 60) - Int64(day) * 86_400
            let length = Int64(hours.close - hours.open) * 60
            let shape = Shape(open: open * 1_000_000_000, close: (open + length) * 1_000_000_000)
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
