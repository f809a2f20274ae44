extension Span {
    /// Reads `<number><unit>`, such as `200ms`, `1.5s` or `1d`; nil when the text is not one.
    ///
    /// Units are `ns`, `us`, `ms`, `s`, `m`, `h`, `d` and `w`. Nil too when it is negative, not a whole
    /// number of nanoseconds, or longer than ``longest``.
    public init?(parsing text: String) {
        let split = text.firstIndex { !$0.isASCII || $0.isLetter } ?? text.endIndex
        guard let unit = Span.units.first(where: { $0.name == text[split...] }),
            let number = Amount(parsing: text[..<split]),
            !number.isNegative, text.first != "+", text.first != "-"
        else { return nil }
        let (product, overflow) = number.units.multipliedReportingOverflow(by: Int128(unit.nanoseconds))
        guard !overflow, product % Amount.unitsPerWhole == 0,
            let nanoseconds = Int64(exactly: product / Amount.unitsPerWhole)
        else { return nil }
        self.init(nanoseconds: nanoseconds)
    }

    /// Longest first, so that the first that divides is the one to write.
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("w", 604_800_000_000_000),
        ("d", 86_400_000_000_000),
        ("h", 3_600_000_000_000),
        ("m", 60_000_000_000),
        ("s", 1_000_000_000),
        ("ms", 1_000_000),
        ("us", 1_000),
        ("ns", 1),
    ]
}

extension Span: CustomStringConvertible {
    /// The length in the largest unit, up to days, that divides it exactly: `200ms`, `90s`, `1d`; zero is `0s`.
    public var description: String {
        guard nanoseconds != 0 else { return "0s" }
        for unit in Span.units.dropFirst() where nanoseconds % unit.nanoseconds == 0 {
            return "\(nanoseconds / unit.nanoseconds)\(unit.name)"
        }
        return "\(nanoseconds)ns"
    }
}
