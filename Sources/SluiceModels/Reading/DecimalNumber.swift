import Glibc

/// Reads numbers as text, each to the nearest number of double precision.
///
/// Most numbers of a model file have 15 to 17 digits and a small exponent. Those are made exactly from whole numbers,
/// without the C library; the rest goes through `strtod`.
enum DecimalNumber {
    /// Reads one number that takes up all of the bytes, also `inf` and `nan`; nil when they are none.
    static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        guard let parts = Parts(bytes) else { return slow(bytes) }
        return parts.value ?? slow(bytes)
    }

    /// Reads one whole number that takes up all of the bytes; nil when they are none or it does not fit.
    static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 0
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { index = 1 }
        guard index < bytes.count, bytes.count - index <= 19 else { return nil }
        var value: Int = 0
        while index < bytes.count {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (tenfold, overflows) = value.multipliedReportingOverflow(by: 10)
            let (next, carries) = tenfold.addingReportingOverflow(Int(digit))
            guard !overflows, !carries else { return nil }
            value = next
            index += 1
        }
        return isNegative ? -value : value
    }

    private static func slow(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        guard !bytes.isEmpty, bytes.count < 512, bytes[0] > 0x20 else { return nil }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { text in
            for (index, byte) in bytes.enumerated() { text[index] = CChar(bitPattern: byte) }
            text[bytes.count] = 0
            guard let start = text.baseAddress else { return nil }
            var end: UnsafeMutablePointer<CChar>?
            let value = strtod(start, &end)
            return end == start + bytes.count ? value : nil
        }
    }

    /// A number as sign, digits and a power of ten.
    private struct Parts {
        var isNegative = false
        var digits: UInt64 = 0
        var exponent = 0

        /// Nil for what is no plain number or has more than 19 digits that count.
        init?(_ bytes: UnsafeBufferPointer<UInt8>) {
            var index = 0
            if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
                isNegative = first == UInt8(ascii: "-")
                index = 1
            }
            var (count, seen, isBehindPoint) = (0, false, false)
            while index < bytes.count {
                let digit = bytes[index] &- UInt8(ascii: "0")
                if digit < 10 {
                    seen = true
                    if digits > 0 || digit > 0 { count += 1 }
                    guard count <= 19 else { return nil }
                    digits = digits &* 10 &+ UInt64(digit)
                    if isBehindPoint { exponent -= 1 }
                } else if bytes[index] == UInt8(ascii: "."), !isBehindPoint {
                    isBehindPoint = true
                } else {
                    break
                }
                index += 1
            }
            guard seen else { return nil }
            guard index < bytes.count else { return }
            guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
            var rest = UnsafeBufferPointer(rebasing: bytes[(index + 1)...])
            if rest.first == UInt8(ascii: "+") { rest = UnsafeBufferPointer(rebasing: rest[1...]) }
            guard rest.count < 6, let power = DecimalNumber.integer(rest) else { return nil }
            exponent += power
        }

        /// The nearest double; nil where whole numbers of 64 bits do not reach.
        var value: Double? {
            let size: Double
            if digits == 0 {
                size = 0
            } else if exponent >= 0 {
                guard exponent < tens.count else { return nil }
                let (product, overflows) = digits.multipliedReportingOverflow(by: tens[exponent])
                guard !overflows else { return nil }
                size = Double(product)
            } else if -exponent < tens.count {
                size = Self.quotient(digits, by: tens[-exponent])
            } else {
                guard -exponent < 2 * tens.count - 1 else { return nil }
                size = Self.quotient(digits, by: tens[tens.count - 1], tens[-exponent - tens.count + 1])
            }
            return isNegative ? -size : size
        }

        /// The nearest double of a quotient of whole numbers.
        ///
        /// Both are shifted so that their highest bits are set; the quotient of 128 by 64 bits then has 64 or 65 bits,
        /// far more than the 53 that are kept, and a remainder only has to show in the last of them.
        private static func quotient(_ numerator: UInt64, by divisor: UInt64) -> Double {
            let (up, down) = (numerator.leadingZeroBitCount, divisor.leadingZeroBitCount)
            let high = numerator << UInt64(up)
            let scaled = divisor << UInt64(down)
            // Half of the numerator, so that the quotient fits into 64 bits.
            let (quotient, remainder) = scaled.dividingFullWidth((high >> 1, high << 63))
            let marked = quotient | (remainder == 0 ? 0 : 1)
            return Double(sign: .plus, exponent: down - up - 63, significand: Double(marked))
        }

        /// The nearest double of a whole number over two others.
        ///
        /// The number times 2^128 is divided by one and then by the other, three words at a time: rounding down twice is
        /// rounding down once. What is left of more than 64 bits, and of either division, only has to show.
        private static func quotient(_ numerator: UInt64, by first: UInt64, _ second: UInt64) -> Double {
            let up = numerator.leadingZeroBitCount
            var words = (numerator << UInt64(up), UInt64(0), UInt64(0))
            var isInexact = false
            for divisor in [first, second] {
                var remainder: UInt64 = 0
                (words.0, remainder) = divisor.dividingFullWidth((remainder, words.0))
                (words.1, remainder) = divisor.dividingFullWidth((remainder, words.1))
                (words.2, remainder) = divisor.dividingFullWidth((remainder, words.2))
                isInexact = isInexact || remainder != 0
            }
            // The highest 64 bits of three words.
            var exponent = -up
            if words.0 == 0 {
                words = (words.1, words.2, 0)
                exponent -= 64
            }
            let shift = UInt64(words.0.leadingZeroBitCount)
            let top = shift == 0 ? words.0 : words.0 << shift | words.1 >> (64 - shift)
            let rest = words.1 << shift | words.2
            let marked = top | (rest != 0 || isInexact ? 1 : 0)
            return Double(sign: .plus, exponent: exponent - Int(shift), significand: Double(marked))
        }
    }

    /// The powers of ten that 64 bits hold.
    private static let tens: [UInt64] = (0..<20).map { power in
        (0..<power).reduce(1) { value, _ in value * 10 }
    }
}
