import SluiceKit
import SluiceMarket

extension Timestamp {
    /// The moment of a word on the command line, given to an option.
    static func argument(_ word: String, of option: String) throws -> Timestamp {
        if let time = Timestamp(iso8601: word) { return time }
        throw CommandError(.usage, "\(option) takes a time such as 2013-03-01T21:00:00Z, was '\(word)'")
    }
}

extension DataMoment {
    /// The date or moment of a word on the command line, given to an option.
    static func argument(_ word: String, of option: String) throws -> DataMoment {
        if let moment = DataMoment(parsing: word) { return moment }
        throw CommandError(
            .usage,
            "\(option) takes a date such as 2013-03-01, or a time such as 2013-03-01T21:00:00Z, was '\(word)'"
        )
    }
}
