extension Amount {
    /// Reads a plain decimal such as `-12.5`; nil when the text is not one or does not fit.
    ///
    /// An optional sign, digits, and perhaps a point with digits behind it. No exponent, no grouping; more than
    /// twelve places only when the further ones are zeros.
    @inlinable
    public init?(parsing text: some StringProtocol) {
        self.init(text, rounding: nil)
    }

    /// Reads a plain decimal with any number of places, rounded to twelve; nil when it is not one or too large.
    @inlinable
    public init?(parsing text: some StringProtocol, rounding: Rounding) {
        self.init(text, rounding: rounding)
    }

    /// Reads a plain decimal from its bytes, by the rules of ``init(parsing:)-(StringProtocol)``.
    public init?(parsing bytes: Swift.Span<UInt8>) {
        self.init(bytes, rounding: nil)
    }

    @inlinable
    init?(_ text: some StringProtocol, rounding: Rounding?) {
        let read = text.utf8.withContiguousStorageIfAvailable { Amount($0.span, rounding: rounding) }
        guard let amount = read ?? Amount(Array(text.utf8).span, rounding: rounding) else { return nil }
        self = amount
    }

    @usableFromInline
    init?(_ bytes: Swift.Span<UInt8>, rounding: Rounding?) {
        var digits = DecimalDigits()
        guard digits.read(bytes), !digits.overflowed else { return nil }
        var scale: UInt64 = 1
        for _ in digits.places..<12 { scale &*= 10 }
        var (magnitude, overflow) = digits.value.multipliedReportingOverflow(by: UInt128(scale))
        if let rest = digits.rest {
            guard let rounding else { return nil }
            let grows = rounding.grows(
                isOdd: magnitude & 1 == 1, isNegative: digits.isNegative, twiceRemainder: rest)
            if grows, magnitude < .max { magnitude += 1 }
        }
        overflow = overflow || magnitude > Int128.max.magnitude
        guard !overflow else { return nil }
        units = digits.isNegative ? -Int128(magnitude) : Int128(magnitude)
    }
}

extension Amount: CustomStringConvertible {
    /// The shortest plain decimal of the value: `-12.5`, `100000`.
    public var description: String {
        // A sign, 27 digits, a point and 12 digits.
        String(unsafeUninitializedCapacity: 41) { buffer in
            var writer = DigitWriter(buffer)
            if isNegative { writer.write(UInt8(ascii: "-")) }
            let (whole, fraction) = units.magnitude.quotientAndRemainder(
                dividingBy: Amount.unitsPerWhole.magnitude)
            writer.write(decimal: whole)
            writer.write(fraction: UInt64(fraction), places: 12)
            return writer.count
        }
    }
}
