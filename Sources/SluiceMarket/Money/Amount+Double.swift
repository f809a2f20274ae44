extension Amount {
    /// Creates the amount of a binary number, rounded from its exact value; nil when it is not finite or too large.
    ///
    /// The exact value of 0.3 is a little below three tenths, so rounding `.down` gives 0.299999999999; to turn
    /// a computed price into a decimal round `.halfEven` here, and to the tick afterwards.
    public init?(_ value: Double, rounding: Rounding) {
        guard value.isFinite else { return nil }
        guard value != 0 else {
            self = .zero
            return
        }
        // value = significand * 2^exponent, with an integral significand of at most 53 bits.
        let exponent = Int(value.exponent) - 52
        let whole = UInt64(value.magnitude.significand * 0x1p52)
        let isNegative = value < 0
        if exponent < 0, exponent > -64 {
            // The usual case: prices from a twentieth of a cent to 18 million.
            let product = whole.multipliedFullWidth(by: UInt64(Amount.unitsPerWhole))
            let shift = UInt64(-exponent)
            if product.high >> shift == 0 {
                let quotient = product.high << (64 - shift) | product.low >> shift
                let grows = rounding.grows(
                    quotient, product.low & (1 << shift - 1), divisor: 1 << shift, isNegative: isNegative)
                let magnitude = Int128(quotient) + (grows ? 1 : 0)
                units = isNegative ? -magnitude : magnitude
                return
            }
        }
        let significand = UInt128(whole)
        let product = significand * Amount.unitsPerWhole.magnitude
        var magnitude: UInt128
        if exponent >= 0 {
            guard exponent < product.leadingZeroBitCount else { return nil }
            magnitude = product << UInt128(exponent)
        } else if exponent > -127 {
            magnitude = product >> UInt128(-exponent)
            magnitude = rounding.rounded(
                magnitude, product & ((1 << UInt128(-exponent)) - 1), divisor: 1 << UInt128(-exponent),
                isNegative: isNegative)
        } else {
            // Less than 2^-34 of a unit is left.
            magnitude = rounding.grows(isOdd: false, isNegative: isNegative, twiceRemainder: .less) ? 1 : 0
        }
        guard let positive = Int128(exactly: magnitude) else { return nil }
        units = isNegative ? -positive : positive
    }

    /// The nearest binary number.
    public var doubleValue: Double {
        let magnitude = units.magnitude
        let nearest: Double
        if magnitude <= 1 << 53 {
            // Both are exact, and a division rounds once.
            nearest = Double(UInt64(magnitude)) / 1e12
        } else {
            nearest = Amount.nearest(magnitude)
        }
        return isNegative ? -nearest : nearest
    }

    /// A magnitude of more than 53 bits divided by 1e12 and rounded once.
    private static func nearest(_ magnitude: UInt128) -> Double {
        // Shifted to 103 bits the quotient has 63 or 64, so that the bit that stands for all that is lost below
        // (a half is never decided by it alone) lies under the last one a Double keeps.
        let shift = magnitude.leadingZeroBitCount - 25
        let scaled = shift >= 0 ? magnitude << UInt128(shift) : magnitude >> UInt128(-shift)
        let lostBits = shift >= 0 ? 0 : magnitude & ((1 << UInt128(-shift)) - 1)
        let divisor = UInt64(unitsPerWhole)
        let (quotient, remainder) = divisor.dividingFullWidth(
            (UInt64(scaled >> 64), UInt64(truncatingIfNeeded: scaled)))
        let sticky: UInt64 = remainder != 0 || lostBits != 0 ? 1 : 0
        return Double(sign: .plus, exponent: -shift, significand: Double(quotient | sticky))
    }
}
