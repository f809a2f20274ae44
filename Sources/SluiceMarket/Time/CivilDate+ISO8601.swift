extension CivilDate {
    /// Reads a date such as `2024-01-02`; nil when the text is anything else.
    @inlinable
    public init?(iso8601 text: some StringProtocol) {
        let read = text.utf8.withContiguousStorageIfAvailable { CivilDate(iso8601: $0.span) }
        guard let date = read ?? CivilDate(iso8601: Array(text.utf8).span) else { return nil }
        self = date
    }

    /// Reads a date such as `2024-01-02` from its bytes; nil when they are anything else.
    public init?(iso8601 bytes: Swift.Span<UInt8>) {
        var reader = ISO8601Reader()
        guard let date = reader.date(in: bytes), reader.isAtEnd(of: bytes) else { return nil }
        self = date
    }

    /// The date as `2024-01-02`.
    public var iso8601: String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            var writer = DigitWriter(buffer)
            writer.write(self)
            return writer.count
        }
    }
}

extension CivilDate: CustomStringConvertible {
    /// The date as ``iso8601``.
    public var description: String { iso8601 }
}
