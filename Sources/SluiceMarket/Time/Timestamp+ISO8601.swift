extension Timestamp {
    /// Reads an ISO 8601 moment, such as `2024-01-02T15:30:00Z`; nil when the text is not one.
    ///
    /// Date and time may be parted by a space, the seconds may be left out or have up to nine decimals, and
    /// the zone is `Z` or an offset: `+05:30`, `-0500`, `+01`. A text without a zone is nil, as is a date
    /// alone, which ``CivilDate`` reads, and a moment outside ``distantPast`` to ``distantFuture``.
    @inlinable
    public init?(iso8601 text: some StringProtocol) {
        let read = text.utf8.withContiguousStorageIfAvailable { Timestamp(iso8601: $0.span) }
        guard let moment = read ?? Timestamp(iso8601: Array(text.utf8).span) else { return nil }
        self = moment
    }

    /// Reads an ISO 8601 moment from its bytes, by the rules of ``init(iso8601:)-(StringProtocol)``.
    public init?(iso8601 bytes: Swift.Span<UInt8>) {
        var reader = ISO8601Reader()
        guard let local = reader.dateAndTime(in: bytes), let offset = reader.zoneOffset(in: bytes),
            reader.isAtEnd(of: bytes)
        else { return nil }
        self.init(local, offset: offset)
    }

    /// Reads an ISO 8601 moment from its bytes; one without a zone is the local time of the zone given.
    public init?(iso8601 bytes: Swift.Span<UInt8>, in zone: Zone) {
        var reader = ISO8601Reader()
        guard let local = reader.dateAndTime(in: bytes) else { return nil }
        if reader.isAtEnd(of: bytes) {
            let seconds = zone.seconds(of: local.date, secondOfDay: local.second)
            self.init(seconds: seconds, nanosecond: local.nanosecond)
        } else {
            guard let offset = reader.zoneOffset(in: bytes), reader.isAtEnd(of: bytes) else { return nil }
            self.init(local, offset: offset)
        }
    }

    private init?(_ local: ISO8601Reader.DateAndTime, offset: Int) {
        let seconds = Int64(local.date.daysSinceEpoch) * 86_400 + Int64(local.second - offset)
        self.init(seconds: seconds, nanosecond: local.nanosecond)
    }

    /// The moment so many nanoseconds after a second since 1970; nil when there is none so far away.
    private init?(seconds: Int64, nanosecond: Int) {
        // Moments before 1970 count their fraction back from the next second, else the very first would overflow.
        let isBefore = seconds < 0 && nanosecond > 0
        let whole = isBefore ? seconds + 1 : seconds
        let rest = Int64(isBefore ? nanosecond - 1_000_000_000 : nanosecond)
        let (product, tooFar) = whole.multipliedReportingOverflow(by: 1_000_000_000)
        let (nanoseconds, overflow) = product.addingReportingOverflow(rest)
        guard !tooFar, !overflow else { return nil }
        self.init(nanoseconds: nanoseconds)
    }

    /// The moment in UTC, `2024-01-02T15:30:00Z`, with a fraction of 3, 6 or 9 digits when it has one.
    public var iso8601: String {
        let seconds = self.seconds
        let day = Int(seconds.floorDivided(by: 86_400))
        let second = Int(seconds) - day * 86_400
        // Wrapping, because the second that holds the earliest moment begins before it.
        let fraction = Int(nanoseconds &- seconds &* 1_000_000_000)
        return String(unsafeUninitializedCapacity: 30) { buffer in
            var writer = DigitWriter(buffer)
            writer.write(CivilDate(daysSinceEpoch: day))
            writer.write(UInt8(ascii: "T"))
            writer.write(second / 3_600, digits: 2)
            writer.write(UInt8(ascii: ":"))
            writer.write(second / 60 % 60, digits: 2)
            writer.write(UInt8(ascii: ":"))
            writer.write(second % 60, digits: 2)
            writer.writeFraction(nanoseconds: fraction)
            writer.write(UInt8(ascii: "Z"))
            return writer.count
        }
    }
}

extension Timestamp: CustomStringConvertible {
    /// The moment as ``iso8601``.
    public var description: String { iso8601 }
}
