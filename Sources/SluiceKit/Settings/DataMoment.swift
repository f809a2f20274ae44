public import SluiceDocument
public import SluiceMarket

/// A date or a moment that begins or ends a stretch of time, as a file writes it.
public struct DataMoment: Hashable, Sendable {
    /// What was written.
    public enum Form: Hashable, Sendable {
        /// A whole day of the calendar's zone.
        case date(CivilDate)
        /// One moment.
        case moment(Timestamp)
    }

    /// What was written.
    public let form: Form

    /// Takes what was written.
    public init(form: Form) { self.form = form }

    /// Reads a date such as 2024-01-02, or a moment with its zone such as 2024-01-02T15:30:00Z; nil for anything else.
    public init?(parsing text: String) {
        if let date = CivilDate(iso8601: text) {
            form = .date(date)
        } else if let moment = Timestamp(iso8601: text) {
            form = .moment(moment)
        } else {
            return nil
        }
    }

    /// Where the day begins, or the moment.
    public func begin(in zone: Zone) -> Timestamp {
        switch form {
        case .date(let date): zone.timestamp(of: date, secondOfDay: 0)
        case .moment(let moment): moment
        }
    }

    /// Where the day ends, or the moment.
    public func end(in zone: Zone) -> Timestamp {
        switch form {
        case .date(let date): zone.timestamp(of: date.adding(days: 1), secondOfDay: 0)
        case .moment(let moment): moment
        }
    }

    /// The last moment that still belongs to the day, or the moment.
    public func last(in zone: Zone) -> Timestamp {
        switch form {
        case .date: end(in: zone) - .nanoseconds(1)
        case .moment(let moment): moment
        }
    }
}

extension DataMoment: Comparable {
    /// Orders days by their ends, so that a day's moments are not after it.
    public static func < (lhs: DataMoment, rhs: DataMoment) -> Bool { lhs.end(in: .utc) < rhs.end(in: .utc) }
}

extension DataMoment: SettingValue {
    public static var shape: SettingShape { .text }
    public static var unread: DataMoment { DataMoment(form: .moment(.distantPast)) }
    public var text: String? {
        switch form {
        case .date(let date): date.iso8601
        case .moment(let moment): moment.iso8601
        }
    }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> DataMoment? {
        guard let text = String.read(node, into: &issues) else { return nil }
        if let moment = DataMoment(parsing: text) { return moment }
        issues.mismatch(
            node, wanted: "a date such as 2024-01-02 or a moment with its zone, 2024-01-02T15:30:00Z")
        return nil
    }
}
