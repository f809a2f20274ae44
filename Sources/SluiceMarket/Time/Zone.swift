/// A time zone: what its clocks add to UTC at any moment.
public struct Zone: Sendable {
    /// The moments at which offsets begin, strictly ascending.
    private let changes: [Change]
    /// The offset before the first change, in seconds east of UTC.
    private let first: Int32
    /// What holds after the last change, when the law goes on changing clocks.
    private let rule: ZoneRule?

    /// A moment, in seconds since 1970, and the offset that begins with it, in seconds east of UTC.
    struct Change: Sendable {
        var moment: Int64
        var offset: Int32
    }

    /// The last year whose changes are kept as a table, because a search in it is faster than the rule.
    private static let lastTabledYear = 2_100

    /// Creates a zone from its changes so far and the rule that follows them.
    init(changes: [Change], first: Int32, rule: ZoneRule?) {
        var changes = changes
        if let rule, rule.summer != nil {
            let startYear = changes.last.map { CivilDate(secondsSinceEpoch: $0.moment).year } ?? 1_900
            for year in startYear...max(startYear, Zone.lastTabledYear) {
                for change in rule.changes(in: year) where change.moment > changes.last?.moment ?? .min {
                    changes.append(change)
                }
            }
        }
        self.changes = changes
        self.first = first
        self.rule = rule
    }

    /// The zone of UTC, which adds nothing.
    public static let utc = Zone.fixed(offset: 0)

    /// A zone that always adds the same number of seconds to UTC, held within a day of it.
    public static func fixed(offset: Int) -> Zone {
        Zone(changes: [], first: Int32(min(max(offset, -86_399), 86_399)), rule: nil)
    }
}

extension Zone {
    /// What the zone's clocks add to UTC at a moment given in seconds since 1970, in seconds.
    public func offset(at seconds: Int64) -> Int {
        if let rule, seconds >= changes.last?.moment ?? .min { return Int(rule.offset(at: seconds)) }
        let next = firstChange(after: seconds)
        return Int(next == 0 ? first : changes[next - 1].offset)
    }

    /// The offset at a moment in seconds since 1970, and a moment up to which it does not change.
    func stretch(at seconds: Int64) -> (offset: Int, end: Int64) {
        let next = firstChange(after: seconds)
        if next == changes.count, let rule {
            return (Int(rule.offset(at: seconds)), seconds.addingSaturated(1))
        }
        let offset = Int(next == 0 ? first : changes[next - 1].offset)
        return (offset, next == changes.count ? .max : changes[next].moment)
    }

    /// The index of the first change after a moment; the number of changes when there is none.
    private func firstChange(after seconds: Int64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].moment <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The date and the second of the day that the zone's clocks show at a moment.
    public func civil(at moment: Timestamp) -> (date: CivilDate, secondOfDay: Int) {
        let local = moment.seconds + Int64(offset(at: moment.seconds))
        let day = local.floorDivided(by: 86_400)
        return (CivilDate(daysSinceEpoch: Int(day)), Int(local - day * 86_400))
    }

    /// The moment at which the zone's clocks show a date and a second of the day.
    ///
    /// A time that clocks show twice means its first time round, and one that they skip is read with the offset in
    /// force before the change: both by the earlier offset. 02:30 on the day New York's clocks go forward
    /// is 03:30 there.
    public func timestamp(of date: CivilDate, secondOfDay: Int) -> Timestamp {
        Timestamp(seconds: seconds(of: date, secondOfDay: secondOfDay))
    }

    /// As ``timestamp(of:secondOfDay:)``, in seconds since 1970.
    func seconds(of date: CivilDate, secondOfDay: Int) -> Int64 {
        let local = (Int64(date.daysSinceEpoch) * 86_400).addingSaturated(Int64(secondOfDay))
        // No offset reaches a day, so a day earlier is before any change that this local time could be near.
        let (earlier, end) = stretch(at: local.subtractingSaturated(86_400))
        let byEarlier = local.subtractingSaturated(Int64(earlier))
        guard byEarlier >= end, offset(at: byEarlier) != earlier else { return byEarlier }
        let later = offset(at: local.addingSaturated(86_400))
        let byLater = local.subtractingSaturated(Int64(later))
        return offset(at: byLater) == later ? byLater : byEarlier
    }
}

extension CivilDate {
    /// The day in UTC of a moment in seconds since 1970.
    init(secondsSinceEpoch seconds: Int64) {
        self.init(daysSinceEpoch: Int(seconds.floorDivided(by: 86_400)))
    }
}
