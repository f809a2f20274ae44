import Glibc

/// Reads the decimal numbers of CSV fields, each rounded to the nearest `Double`, ties to even.
///
/// Up to 2^53 and 22 decimals one division of exact numbers does it (Clinger, "How to read floating point numbers
/// accurately", 1990); up to 19 digits an exact division of whole numbers; the rest is `strtod`'s.
struct DecimalReader {
    /// What a field gives that is no number, such as `abc` or `1e999`.
    static let malformed = Double.infinity

    /// 10^0 to 10^22, all of them exact.
    private let powers: UnsafePointer<Double>
    private let shapes: UnsafePointer<DecimalShape>

    init() { (powers, shapes) = (Self.exactPowers, DecimalShape.all) }

    /// Never freed: the table serves every reader of the process.
    private nonisolated(unsafe) static let exactPowers: UnsafePointer<Double> = {
        let table = UnsafeMutablePointer<Double>.allocate(capacity: 23)
        table.initialize(to: 1)
        for index in 1..<23 { (table + index).initialize(to: table[index - 1] * 10) }
        return UnsafePointer(table)
    }()

    /// Reads the field at the cursor and leaves the cursor at the field's end.
    ///
    /// Up to 16 bytes behind the field's beginning are looked at.
    /// - Returns: NaN for an empty field, `nan` and `null`; ``malformed`` for what is no number.
    @inline(__always)
    func read(_ cursor: inout UnsafePointer<UInt8>) -> DecimalQuotient {
        let bytes = EightBytes(at: cursor)
        let first = bytes.firstOther
        guard first > 0, first < 8 else { return readLong(&cursor) }
        if cursor[first] == UInt8(ascii: ".") {
            let second = bytes.secondOther
            guard second < 8, second > first &+ 1, CSVByte.endsField(cursor[second]) else {
                return readLong(&cursor)
            }
            cursor += second
            let number = bytes.number(digits: second &- 1, without: first)
            return DecimalQuotient(
                Double(Int64(truncatingIfNeeded: number)), over: powers[second &- first &- 1])
        }
        guard CSVByte.endsField(cursor[first]) else { return readLong(&cursor) }
        cursor += first
        return DecimalQuotient(Double(Int64(truncatingIfNeeded: bytes.number(digits: first))))
    }

    /// Reads a field and the comma behind it, at best of at most seven bytes with a point and digits on both sides of it.
    ///
    /// Where the field has the shape of the one before in its column, nothing waits for its length to be found.
    /// - Returns: What lies behind the comma; nil where there is none.
    @inline(__always)
    func take(
        _ text: UnsafePointer<UInt8>, _ field: Int, _ values: UnsafeMutablePointer<Double>,
        _ divisors: UnsafeMutablePointer<Double>,
        _ known: UnsafeMutablePointer<UnsafePointer<DecimalShape>>, _ wide: UnsafeMutablePointer<WideDecimal?>
    ) -> UnsafePointer<UInt8>? {
        let shape = known[field]
        guard let number = EightBytes(at: text).number(of: shape) else {
            return Self.takeOther(text, field, values, divisors, known, wide)
        }
        values[field] = Double(Int64(truncatingIfNeeded: number))
        return text + shape.pointee.length
    }

    /// Reads a field of another shape than the one before in its column, and the comma behind it.
    /// - Returns: What lies behind the comma; nil where there is none.
    @inline(never)
    private static func takeOther(
        _ text: UnsafePointer<UInt8>, _ field: Int, _ values: UnsafeMutablePointer<Double>,
        _ divisors: UnsafeMutablePointer<Double>,
        _ known: UnsafeMutablePointer<UnsafePointer<DecimalShape>>, _ wide: UnsafeMutablePointer<WideDecimal?>
    ) -> UnsafePointer<UInt8>? {
        if let form = wide[field], let number = form.number(text) {
            (values[field], divisors[field]) = (Double(Int64(truncatingIfNeeded: number)), form.divisor)
            // Where the number is none of a shape, no shape is known that has its divisor.
            if known[field].pointee.places != 0 { known[field] = DecimalShape.all }
            return text + form.comma + 1
        }
        let shapes = DecimalShape.all
        let bytes = EightBytes(at: text)
        let shape = shapes + bytes.otherSet
        if let number = bytes.number(of: shape) {
            (values[field], divisors[field]) = (
                Double(Int64(truncatingIfNeeded: number)), shape.pointee.divisor
            )
            known[field] = shape
            return text + shape.pointee.length
        }
        known[field] = shapes
        if let form = WideDecimal(text), let number = form.number(text) {
            (values[field], divisors[field]) = (Double(Int64(truncatingIfNeeded: number)), form.divisor)
            wide[field] = form
            return text + form.comma + 1
        }
        var cursor = text
        let number = DecimalReader().read(&cursor)
        (values[field], divisors[field]) = (number.dividend, number.divisor)
        return cursor.pointee == CSVByte.comma ? cursor + 1 : nil
    }

    /// Reads a field, at best of at most seven digits and with a comma or line feed behind it.
    /// - Returns: The field's end.
    @inline(__always)
    func takeWhole(
        _ text: UnsafePointer<UInt8>, _ dividend: UnsafeMutablePointer<Double>,
        _ divisor: UnsafeMutablePointer<Double>
    ) -> UnsafePointer<UInt8> {
        let bytes = EightBytes(at: text)
        let count = bytes.firstOther
        guard count > 0, count < 8, text[count] == CSVByte.newline || text[count] == CSVByte.comma else {
            return takeOtherWhole(text, dividend, divisor)
        }
        dividend.pointee = Double(Int64(truncatingIfNeeded: bytes.number(digits: count)))
        divisor.pointee = 1
        return text + count
    }

    /// Reads a field of any form.
    /// - Returns: The field's end.
    @inline(__always)
    func take(
        _ text: UnsafePointer<UInt8>, _ dividend: UnsafeMutablePointer<Double>,
        _ divisor: UnsafeMutablePointer<Double>
    ) -> UnsafePointer<UInt8> {
        let shape = shapes + EightBytes(at: text).otherSet
        guard let number = EightBytes(at: text).number(of: shape) else {
            return takeWhole(text, dividend, divisor)
        }
        dividend.pointee = Double(Int64(truncatingIfNeeded: number))
        divisor.pointee = shape.pointee.divisor
        // Up to the comma.
        return text + (shape.pointee.length &- 1)
    }

    @inline(never)
    private func takeOtherWhole(
        _ text: UnsafePointer<UInt8>, _ dividend: UnsafeMutablePointer<Double>,
        _ divisor: UnsafeMutablePointer<Double>
    ) -> UnsafePointer<UInt8> {
        var cursor = text
        let number = read(&cursor)
        (dividend.pointee, divisor.pointee) = (number.dividend, number.divisor)
        return cursor
    }

    /// Reads a field of 8 to 15 digits and points whose end lies within 16 bytes.
    /// - Returns: Nil, with the cursor where it was, for any other field.
    @inline(__always)
    private func readTwoWords(_ cursor: inout UnsafePointer<UInt8>) -> DecimalQuotient? {
        let (first, last) = (EightBytes(at: cursor), EightBytes(at: cursor + 8))
        let point = first.firstOther
        let other = last.firstOther
        var mantissa: UInt64
        var (length, decimals) = (8 &+ other, 0)
        if point < 8 {
            // A point in the first word and the end in the second one.
            guard point > 0, cursor[point] == UInt8(ascii: "."), first.secondOther == 8, other < 8,
                length > point &+ 1
            else { return nil }
            mantissa = first.number(digits: 7, without: point)
            if other > 0 { mantissa = mantissa &* tens(other) &+ last.number(digits: other) }
            decimals = length &- point &- 1
        } else {
            mantissa = first.number(digits: 8)
            guard other < 8 else { return nil }
            if cursor[length] == UInt8(ascii: ".") {
                let end = last.secondOther
                guard end < 8, end > other &+ 1 else { return nil }
                mantissa = mantissa &* tens(end &- 1) &+ last.number(digits: end &- 1, without: other)
                (length, decimals) = (8 &+ end, end &- other &- 1)
            } else if other > 0 {
                mantissa = mantissa &* tens(other) &+ last.number(digits: other)
            }
        }
        guard CSVByte.endsField(cursor[length]) else { return nil }
        cursor += length
        // At most 15 digits, which a Double holds.
        return DecimalQuotient(Double(Int64(truncatingIfNeeded: mantissa)), over: powers[decimals])
    }

    /// A power of ten as a whole number, for exponents up to 15.
    @inline(__always)
    private func tens(_ exponent: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: Int64(powers[exponent]))
    }

    /// Reads a field of any length.
    @inline(never)
    private func readLong(_ cursor: inout UnsafePointer<UInt8>) -> DecimalQuotient {
        if let number = readTwoWords(&cursor) { return number }
        return DecimalQuotient(readAny(&cursor))
    }

    @inline(never)
    private func readAny(_ cursor: inout UnsafePointer<UInt8>) -> Double {
        let field = cursor
        CSVByte.skipField(&cursor)
        let end = cursor
        if end - field > 7, end - field <= 16, let number = readWide(field, count: end - field) {
            return number
        }
        var mantissa: UInt64 = 0
        var at = field
        while case let digit = at.pointee &- UInt8(ascii: "0"), digit < 10 {
            mantissa = mantissa &* 10 &+ UInt64(digit)
            at += 1
        }
        var digits = at - field
        var decimals = 0
        if at.pointee == UInt8(ascii: ".") {
            at += 1
            let fraction = at
            while case let digit = at.pointee &- UInt8(ascii: "0"), digit < 10 {
                mantissa = mantissa &* 10 &+ UInt64(digit)
                at += 1
            }
            decimals = at - fraction
            digits += decimals
        }
        guard at == end, digits > 0, digits < 20 else {
            return Self.value(of: UnsafeBufferPointer(start: field, count: end - field))
        }
        return value(of: mantissa, decimals: decimals)
    }

    /// Reads 8 to 16 bytes as two words; nil unless they are digits with at most one point among them.
    @inline(__always)
    private func readWide(_ field: UnsafePointer<UInt8>, count: Int) -> Double? {
        let last = EightBytes(at: field + (count &- 8))
        let (length, lastPoint) = (count &- 8, last.onlyOther(in: 8))
        let first = EightBytes(at: field)
        let point = length == 0 ? 8 : first.onlyOther(in: length)
        if point == 8 {
            let whole = length == 0 ? 0 : first.number(digits: length)
            if lastPoint == 8 {
                return value(of: whole &* 100_000_000 &+ last.number(digits: 8), decimals: 0)
            }
            guard lastPoint >= 0, lastPoint < 7, length &+ lastPoint > 0,
                field[length &+ lastPoint] == UInt8(ascii: ".")
            else {
                return nil
            }
            return value(
                of: whole &* 10_000_000 &+ last.number(digits: 7, without: lastPoint),
                decimals: 7 &- lastPoint)
        }
        guard point > 0, lastPoint == 8, field[point] == UInt8(ascii: ".") else { return nil }
        let whole = first.number(digits: length &- 1, without: point)
        return value(
            of: whole &* 100_000_000 &+ last.number(digits: 8), decimals: length &- 1 &- point &+ 8)
    }

    /// A whole number over a power of ten, rounded once; up to 19 digits.
    @inline(__always)
    private func value(of mantissa: UInt64, decimals: Int) -> Double {
        if mantissa <= 1 << 53 { return Double(mantissa) / powers[decimals] }
        return Self.quotient(mantissa, decimals: decimals)
    }

    /// A whole number over a power of ten, rounded once.
    ///
    /// Both are shifted to 64 bits, so the whole quotient has at least 63; a remainder makes its last bit odd, and the
    /// one conversion to `Double` rounds as if all digits were there.
    static func quotient(_ mantissa: UInt64, decimals: Int) -> Double {
        guard mantissa > 0 else { return 0 }
        var divisor: UInt64 = 1
        for _ in 0..<decimals { divisor *= 10 }
        let mantissaShift = mantissa.leadingZeroBitCount
        let divisorShift = divisor.leadingZeroBitCount
        let dividend = mantissa << UInt64(mantissaShift)
        let (quotient, remainder) = (divisor << UInt64(divisorShift))
            .dividingFullWidth((dividend >> 1, dividend << 63))
        let sticky = quotient | (remainder == 0 ? 0 : 1)
        return Double(sign: .plus, exponent: divisorShift - mantissaShift - 63, significand: Double(sticky))
    }

    /// The number of a field, spaces around it left out.
    static func value(of field: UnsafeBufferPointer<UInt8>) -> Double {
        var field = field[...]
        while let last = field.last, last == UInt8(ascii: " ") { field.removeLast() }
        while let first = field.first, first == UInt8(ascii: " ") { field.removeFirst() }
        guard !field.isEmpty, !isAbsent(field) else { return .nan }
        guard isNumber(field), field.count < 1_024 else { return malformed }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: field.count + 1) { text in
            for (index, byte) in field.enumerated() { text[index] = CChar(bitPattern: byte) }
            text[field.count] = 0
            return text.baseAddress.map { strtod($0, nil) } ?? malformed
        }
    }

    private static func isAbsent(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let folded = field.lazy.map { $0 | 0x20 }
        return folded.elementsEqual("nan".utf8) || folded.elementsEqual("null".utf8)
    }

    /// Whether a field is `[+-]digits[.digits][e[+-]digits]` with at least one digit before the `e`.
    ///
    /// `strtod` itself would take `0x1p3`, `inf` and `1abc`.
    private static func isNumber(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var rest = field
        func passDigits() -> Int {
            let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }.count
            rest = rest.dropFirst(digits)
            return digits
        }
        func passSign() {
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        }
        passSign()
        var digits = passDigits()
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            digits += passDigits()
        }
        guard digits > 0 else { return false }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            passSign()
            guard passDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}

/// A decimal number as two exact ones whose quotient, rounded once, it is.
///
/// Divisions of several numbers can so be made at a time.
struct DecimalQuotient {
    let dividend: Double
    let divisor: Double

    @inline(__always)
    init(_ dividend: Double, over divisor: Double = 1) {
        (self.dividend, self.divisor) = (dividend, divisor)
    }

    /// The number.
    var value: Double { dividend / divisor }
}
