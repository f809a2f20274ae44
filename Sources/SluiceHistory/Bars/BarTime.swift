package import SluiceMarket

/// Times as files of bars write them.
package enum BarTime {
    /// An ISO 8601 moment or date, UTC where it has no offset, or a number since 1970 whose size tells its unit.
    package static func read(_ text: ArraySlice<UInt8>) -> Timestamp? {
        let text = String(decoding: text, as: UTF8.self)
        if let number = Int64(text), number >= 100_000_000 {
            let (moment, isTooLarge) = number.multipliedReportingOverflow(by: unit(of: number))
            return isTooLarge ? nil : Timestamp(nanoseconds: moment)
        }
        if text.utf8.count == 10, let date = CivilDate(iso8601: text) {
            return Timestamp(seconds: Int64(date.daysSinceEpoch) * 86_400)
        }
        return Timestamp(iso8601: Array(text.utf8).span, in: .utc)
    }

    /// Nanoseconds of the unit: seconds from 1e8 (1973), milliseconds from 1e11, microseconds from 1e14.
    private static func unit(of number: Int64) -> Int64 {
        switch number {
        case ..<100_000_000_000: 1_000_000_000
        case ..<100_000_000_000_000: 1_000_000
        case ..<100_000_000_000_000_000: 1_000
        default: 1
        }
    }
}
