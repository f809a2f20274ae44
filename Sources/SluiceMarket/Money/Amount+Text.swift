extension Amount {
    /// Reads a plain decimal such as `-12.5`; nil when the text is not one or does not fit.
    ///
    /// An optional sign, digits, and perhaps a point with digits behind it. No exponent, no grouping; more than
    /// twelve places only when the further ones are zeros.
    public init?(parsing text: some StringProtocol) {
        self.init(text, rounding: nil)
    }

    /// Reads a plain decimal with any number of places, rounded to twelve; nil when it is not one or too large.
    public init?(parsing text: some StringProtocol, rounding: Rounding) {
        self.init(text, rounding: rounding)
    }

    /// Reads a plain decimal from its bytes, by the rules of ``init(parsing:)-(StringProtocol)``.
    public init?(parsing bytes: Swift.Span<UInt8>) {
        self.init(bytes, rounding: nil)
    }

    private init?(_ text: some StringProtocol, rounding: Rounding?) {
        let read = text.utf8.withContiguousStorageIfAvailable { Amount($0.span, rounding: rounding) }
        guard let amount = read ?? Amount(Array(text.utf8).span, rounding: rounding) else { return nil }
        self = amount
    }

    private init?(_ bytes: Swift.Span<UInt8>, rounding: Rounding?) {
        var digits = DecimalDigits()
        guard digits.read(bytes), !digits.overflowed else { return nil }
        var magnitude = digits.value
        for _ in digits.places..<12 {
            let (scaled, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            magnitude = scaled
        }
        if let rest = digits.rest {
            guard let rounding else { return nil }
            let grows = rounding.grows(
                isOdd: magnitude & 1 == 1, isNegative: digits.isNegative, twiceRemainder: rest)
            if grows, magnitude < .max { magnitude += 1 }
        }
        guard let positive = Int128(exactly: magnitude) else { return nil }
        units = digits.isNegative ? -positive : positive
    }
}

/// The digits of a plain decimal as they are read.
private struct DecimalDigits {
    var isNegative = false
    /// The digits before the point and the first twelve behind it, as one number.
    var value: UInt128 = 0
    /// How many of them stand behind the point.
    var places = 0
    /// How what lies behind the twelfth place compares with a half of it; nil when that is nothing.
    var rest: Rounding.Comparison?
    var overflowed = false

    /// Takes in a whole text; false when it is not a plain decimal.
    mutating func read(_ bytes: Swift.Span<UInt8>) -> Bool {
        var index = 0
        if let sign = bytes.isEmpty ? nil : bytes[0], sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            index = 1
        }
        let wholeStart = index
        while index < bytes.count, let digit = bytes[index].decimalDigit {
            append(digit)
            index += 1
        }
        guard index > wholeStart else { return false }
        guard index < bytes.count else { return true }
        guard bytes[index] == UInt8(ascii: ".") else { return false }
        index += 1
        let fractionStart = index
        while index < bytes.count, let digit = bytes[index].decimalDigit {
            if places < 12 {
                append(digit)
                places += 1
            } else {
                drop(digit, isFirst: index == fractionStart + 12)
            }
            index += 1
        }
        return index > fractionStart && index == bytes.count
    }

    private mutating func append(_ digit: UInt8) {
        // Most numbers fit into 64 bits, whose product is one instruction.
        if let small = UInt64(exactly: value), small < .max / 16 {
            value = UInt128(small * 10 + UInt64(digit))
            return
        }
        let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = scaled.addingReportingOverflow(UInt128(digit))
        overflowed = overflowed || overflow || carry
        value = sum
    }

    private mutating func drop(_ digit: UInt8, isFirst: Bool) {
        if isFirst {
            rest = digit == 0 ? nil : digit < 5 ? .less : digit == 5 ? .equal : .greater
        } else if digit != 0 {
            rest = rest == nil ? .less : rest == .equal ? .greater : rest
        }
    }
}

extension UInt8 {
    /// The digit an ASCII byte stands for.
    @inlinable
    var decimalDigit: UInt8? {
        let digit = self &- UInt8(ascii: "0")
        return digit < 10 ? digit : nil
    }
}

extension Amount: CustomStringConvertible {
    /// The shortest plain decimal of the value: `-12.5`, `100000`.
    public var description: String {
        let (whole, fraction) = units.magnitude.quotientAndRemainder(
            dividingBy: Amount.unitsPerWhole.magnitude)
        var text = isNegative ? "-\(whole)" : "\(whole)"
        guard fraction != 0 else { return text }
        let digits = "\(UInt64(fraction))"
        text += "." + String(repeating: "0", count: 12 - digits.count) + digits
        while text.last == "0" { text.removeLast() }
        return text
    }
}
