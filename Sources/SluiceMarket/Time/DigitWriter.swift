/// Writes digits into the bytes of a string in the making, which must have room for them.
struct DigitWriter {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    mutating func write(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
    }

    /// Writes the last so many decimal digits of a number that is not negative.
    mutating func write(_ number: Int, digits: Int) {
        var rest = number
        for index in stride(from: count + digits - 1, through: count, by: -1) {
            buffer[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += digits
    }

    mutating func write(_ date: CivilDate) {
        write(date.year, digits: 4)
        write(UInt8(ascii: "-"))
        write(date.month, digits: 2)
        write(UInt8(ascii: "-"))
        write(date.day, digits: 2)
    }

    /// Writes a number without leading zeros.
    mutating func write(decimal number: UInt128) {
        // Eighteen digits at a time, because dividing 128 bits is slow.
        let (high, low) = number.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
        var width = 18
        if high > 0 {
            write(decimal: high)
        } else {
            width = 1
            var bound = 10
            while width < 18, low >= bound {
                width += 1
                bound *= 10
            }
        }
        write(Int(low), digits: width)
    }

    /// Writes a point and the digits of a fraction of so many places, without trailing zeros; nothing for zero.
    mutating func write(fraction: UInt64, places: Int) {
        guard fraction != 0 else { return }
        var fraction = fraction
        var places = places
        while fraction.isMultiple(of: 10) {
            fraction /= 10
            places -= 1
        }
        write(UInt8(ascii: "."))
        write(Int(fraction), digits: places)
    }

    /// Writes a point and 3, 6 or 9 digits; nothing when there is no fraction.
    mutating func writeFraction(nanoseconds: Int) {
        guard nanoseconds != 0 else { return }
        write(UInt8(ascii: "."))
        if nanoseconds.isMultiple(of: 1_000_000) {
            write(nanoseconds / 1_000_000, digits: 3)
        } else if nanoseconds.isMultiple(of: 1_000) {
            write(nanoseconds / 1_000, digits: 6)
        } else {
            write(nanoseconds, digits: 9)
        }
    }
}
