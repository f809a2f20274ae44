extension Amount {
    /// Creates the amount of a binary number, rounded from its exact value; nil when it is not finite or too large.
    ///
    /// The exact value of 0.3 is a little below three tenths, so rounding `.down` gives 0.299999999999; to turn
    /// a computed price into a decimal round `.halfEven` here, and to the tick afterwards.
    @inlinable
    public init?(_ value: Double, rounding: Rounding) {
        let bits = value.bitPattern
        // value = whole * 2^-shift; the sign is above the exponent.
        let shift = 1_075 &- Int(truncatingIfNeeded: bits >> 52)
        if shift > 0, shift < 64 {
            // The usual case: from a twentieth of a cent to 18 million.
            let whole = bits & (1 << 52 - 1) | 1 << 52
            let product = whole.multipliedFullWidth(by: UInt64(Amount.unitsPerWhole))
            if product.high &>> shift == 0 {
                let quotient = product.high &<< (64 &- shift) | product.low &>> shift
                let grows = rounding.grows(
                    quotient, product.low & (1 &<< shift &- 1), divisor: 1 &<< shift, isNegative: false)
                self.init(validUnits: Int128(quotient) + (grows ? 1 : 0))
                return
            }
        }
        self.init(any: value, rounding: rounding)
    }

    /// The same of any number.
    @usableFromInline
    init?(any value: Double, rounding: Rounding) {
        guard value.isFinite else { return nil }
        guard value != 0 else {
            self = .zero
            return
        }
        // value = whole * 2^exponent, with a whole of at most 53 bits.
        let (power, fraction) = (Int(value.exponentBitPattern), value.significandBitPattern)
        let exponent = max(power, 1) - 1_075
        let whole = power == 0 ? fraction : fraction | 1 << 52
        let isNegative = value < 0
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
    @inlinable
    public var doubleValue: Double {
        let low = Int64(truncatingIfNeeded: units)
        // Both are exact, and a division rounds once.
        if Int128(low) == units, low.magnitude <= 1 << 53 { return Double(low) / 1e12 }
        let nearest = Amount.nearest(units.magnitude)
        return isNegative ? -nearest : nearest
    }

    /// A magnitude of more than 53 bits divided by 1e12 and rounded once.
    @usableFromInline
    static func nearest(_ magnitude: UInt128) -> Double {
        // Shifted to 103 bits the quotient has 63 or 64, so that the bit that stands for all that is lost below
        // (a half is never decided by it alone) lies under the last one a Double keeps.
        let shift = magnitude.leadingZeroBitCount - 25
        let scaled = shift >= 0 ? magnitude << UInt128(shift) : magnitude >> UInt128(-shift)
        let lostBits = shift >= 0 ? 0 : magnitude & ((1 << UInt128(-shift)) - 1)
        let divisor = UInt64(unitsPerWhole)
        let (quotient, remainder) = divisor.dividingFullWidth(
            (UInt64(scaled >> 64), UInt64(truncatingIfNeeded: scaled)))
        let sticky: UInt64 = remainder != 0 || lostBits != 0 ? 1 : 0
        // A power of two within 2^-49 and 2^24 is an exact factor.
        return Double(quotient | sticky) * Double(bitPattern: UInt64(1_023 - shift) << 52)
    }
}
