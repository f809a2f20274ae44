extension String {
    /// The number before a unit, times a power of ten, rounded once; nil when the text is not a plain decimal
    /// followed by that unit, or too large to be finite.
    func decimal(before unit: String, exponent: Int) -> Double? {
        guard hasSuffix(unit) else { return nil }
        let number = dropLast(unit.count)
        var digits = number.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        guard number.utf8.count - digits.count <= 1, digits.first?.decimalDigit != nil,
            digits.popLast()?.decimalDigit != nil,
            digits.allSatisfy({ $0.decimalDigit != nil || $0 == UInt8(ascii: ".") })
        else { return nil }
        return Double("\(number)e\(exponent)").flatMap { $0.isFinite ? $0 : nil }
    }
}

extension Double {
    /// The shortest decimal without an exponent that reads back as this number; `nan`, `inf` and `-inf` as they are.
    package var plainDecimal: String {
        let text = description
        guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        let digits = text[..<mark].filter { $0.isNumber }
        let sign = self < 0 ? "-" : ""
        // One digit stands before the point of the exponent form.
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
        let significant = digits.hasSuffix("0") && digits.count == 2 ? digits.dropLast() : digits[...]
        return sign + significant
            + String(repeating: "0", count: Swift.max(0, exponent + 1 - significant.count))
    }
}
