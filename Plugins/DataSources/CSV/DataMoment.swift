import SluiceDocument
import SluiceKit
import SluiceMarket

/// A date or a moment that begins or ends the data in use.
struct DataMoment: Hashable, Sendable {
    enum Form: Hashable, Sendable {
        /// A whole day of the calendar's zone.
        case date(CivilDate)
        case moment(Timestamp)
    }

    let form: Form

    /// Where the day begins, or the moment.
    func begin(in zone: Zone) -> Timestamp {
        switch form {
        case .date(let date): zone.timestamp(of: date, secondOfDay: 0)
        case .moment(let moment): moment
        }
    }

    /// Where the day ends, or the moment.
    func end(in zone: Zone) -> Timestamp {
        switch form {
        case .date(let date): zone.timestamp(of: date.adding(days: 1), secondOfDay: 0)
        case .moment(let moment): moment
        }
    }
}

extension DataMoment: Comparable {
    /// Orders days by their ends, so that a day's moments are not after it.
    static func < (lhs: DataMoment, rhs: DataMoment) -> Bool { lhs.end(in: .utc) < rhs.end(in: .utc) }
}

extension DataMoment: SettingValue {
    static var shape: SettingShape { .text }
    static var unread: DataMoment { DataMoment(form: .moment(.distantPast)) }
    var text: String? {
        switch form {
        case .date(let date): date.iso8601
        case .moment(let moment): moment.iso8601
        }
    }

    static func read(_ node: Node, into issues: inout SettingIssues) -> DataMoment? {
        guard let text = String.read(node, into: &issues) else { return nil }
        if let date = CivilDate(iso8601: text) { return DataMoment(form: .date(date)) }
        if let moment = Timestamp(iso8601: text) { return DataMoment(form: .moment(moment)) }
        issues.mismatch(
            node, wanted: "a date such as 2024-01-02 or a moment with its zone, 2024-01-02T15:30:00Z")
        return nil
    }
}
