extension Amount {
    /// The exact sum.
    @inlinable
    public func adding(_ other: Amount) throws(AmountOverflow) -> Amount {
        let (sum, overflow) = units.addingReportingOverflow(other.units)
        guard !overflow, sum != .min else { throw .outOfRange }
        return Amount(validUnits: sum)
    }

    /// The exact difference.
    @inlinable
    public func subtracting(_ other: Amount) throws(AmountOverflow) -> Amount {
        let (difference, overflow) = units.subtractingReportingOverflow(other.units)
        guard !overflow, difference != .min else { throw .outOfRange }
        return Amount(validUnits: difference)
    }

    /// The product to twelve places, rounded once from the exact product.
    @inlinable
    public func multiplied(by other: Amount, rounding: Rounding) throws(AmountOverflow) -> Amount {
        if (units | other.units) >> 64 == 0 {
            // The usual case: prices and quantities from zero to 18 million.
            let divisor = UInt64(Amount.unitsPerWhole)
            let product = UInt64(truncatingIfNeeded: units).multipliedFullWidth(
                by: UInt64(truncatingIfNeeded: other.units))
            if product.high < divisor {
                let (quotient, remainder) = divisor.dividingFullWidth(product)
                let grows = rounding.grows(quotient, remainder, divisor: divisor, isNegative: false)
                return Amount(validUnits: Int128(quotient) + (grows ? 1 : 0))
            }
        }
        return try Amount.ratio(units, other.units, Amount.unitsPerWhole, rounding)
    }

    /// The quotient to twelve places, rounded once from the exact quotient.
    @inlinable
    public func divided(by other: Amount, rounding: Rounding) throws(AmountOverflow) -> Amount {
        guard other.units != 0 else { throw .divisionByZero }
        return try Amount.ratio(units, Amount.unitsPerWhole, other.units, rounding)
    }

    /// The multiple of a step, such as a tick or a lot, that the rounding leads to; a step's sign is of no matter.
    @inlinable
    public func rounded(toMultipleOf step: Amount, rounding: Rounding) throws(AmountOverflow) -> Amount {
        guard step.units != 0 else { throw .divisionByZero }
        let size = step.units.magnitude
        if (units.magnitude | size) >> 64 == 0 {
            let (own, step) = (UInt64(truncatingIfNeeded: units.magnitude), UInt64(truncatingIfNeeded: size))
            let (count, remainder) = own.quotientAndRemainder(dividingBy: step)
            let grows = rounding.grows(count, remainder, divisor: step, isNegative: isNegative)
            let whole = Int128(own - remainder) + (grows ? Int128(step) : 0)
            return Amount(validUnits: isNegative ? -whole : whole)
        }
        let (count, remainder) = units.magnitude.quotientAndRemainder(dividingBy: size)
        let whole = rounding.rounded(count, remainder, divisor: size, isNegative: isNegative)
        let (magnitude, overflow) = whole.multipliedReportingOverflow(by: size)
        guard !overflow else { throw .outOfRange }
        return try Amount(magnitude: magnitude, isNegative: isNegative)
    }
}

extension Amount {
    /// `first * second / divisor`, rounded once; the divisor is not zero.
    @inlinable
    static func ratio(
        _ first: Int128, _ second: Int128, _ divisor: Int128, _ rounding: Rounding
    ) throws(AmountOverflow) -> Amount {
        let isNegative = ((first < 0) != (second < 0)) != (divisor < 0)
        let (a, b, c) = (first.magnitude, second.magnitude, divisor.magnitude)
        if (a | b | c) >> 64 == 0 {
            let product = UInt64(truncatingIfNeeded: a).multipliedFullWidth(
                by: UInt64(truncatingIfNeeded: b))
            let divisor = UInt64(truncatingIfNeeded: c)
            if product.high < divisor {
                let (quotient, remainder) = divisor.dividingFullWidth(product)
                let grows = rounding.grows(
                    quotient, remainder, divisor: divisor, isNegative: isNegative)
                let whole = Int128(quotient) + (grows ? 1 : 0)
                return Amount(validUnits: isNegative ? -whole : whole)
            }
        }
        return try wideRatio(a, b, c, isNegative, rounding)
    }

    @usableFromInline
    static func wideRatio(
        _ first: UInt128, _ second: UInt128, _ divisor: UInt128, _ isNegative: Bool, _ rounding: Rounding
    ) throws(AmountOverflow) -> Amount {
        let (narrow, overflow) = first.multipliedReportingOverflow(by: second)
        let quotient: UInt128
        let remainder: UInt128
        if overflow {
            let product = first.multipliedFullWidth(by: second)
            guard product.high < divisor else { throw .outOfRange }
            (quotient, remainder) = divisor.dividingFullWidth(product)
        } else {
            (quotient, remainder) = narrow.quotientAndRemainder(dividingBy: divisor)
        }
        let whole = rounding.rounded(quotient, remainder, divisor: divisor, isNegative: isNegative)
        return try Amount(magnitude: whole, isNegative: isNegative)
    }

    @inlinable
    init(magnitude: UInt128, isNegative: Bool) throws(AmountOverflow) {
        guard let positive = Int128(exactly: magnitude) else { throw .outOfRange }
        units = isNegative ? -positive : positive
    }
}

extension Rounding {
    /// A quotient's magnitude after what its remainder adds to it; the greatest one stays when there is no greater.
    @inlinable
    func rounded(_ quotient: UInt128, _ remainder: UInt128, divisor: UInt128, isNegative: Bool) -> UInt128 {
        guard grows(quotient, remainder, divisor: divisor, isNegative: isNegative) else { return quotient }
        // Nothing near the largest magnitude is an amount, so holding it there still ends as an overflow.
        return quotient == .max ? quotient : quotient + 1
    }

    /// Whether a quotient's magnitude grows by one for its remainder.
    @inlinable
    func grows<Whole: FixedWidthInteger & UnsignedInteger>(
        _ quotient: Whole, _ remainder: Whole, divisor: Whole, isNegative: Bool
    ) -> Bool {
        guard remainder != 0 else { return false }
        let rest = divisor - remainder
        let comparison: Comparison = remainder == rest ? .equal : remainder < rest ? .less : .greater
        return grows(isOdd: quotient & 1 == 1, isNegative: isNegative, twiceRemainder: comparison)
    }
}
