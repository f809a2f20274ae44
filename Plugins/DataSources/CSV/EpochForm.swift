/// Times that are numbers of one length with the same digits at their beginning, as those of some months or hours are.
///
/// Then the last eight digits are all that has to be read.
struct EpochForm {
    /// How many digits they have, 9 to 15.
    private var count = 0
    /// The digits before the last eight; before the first time is kept, no text begins so.
    private var prefix: UInt64 = 1
    /// The bytes that these are.
    private var prefixMask: UInt64 = 0
    /// What these come to.
    private var base: UInt64 = 0
    /// The nanoseconds of the unit.
    private var unit: UInt64 = 1
    /// The first number that is too late.
    private var limit: UInt64 = 0
    /// The last eight digits of the time before, and what it came to.
    private var recent: UInt64 = 0
    private var recentEnd = BarClock.malformed

    /// Reads a field of this form; lines of many instruments repeat it.
    /// - Returns: The end of its bar and the field's end; nil for any other field.
    @inline(__always)
    mutating func take(
        _ field: UnsafePointer<UInt8>, _ clock: inout BarClock, isBeforeComma: Bool
    ) -> (end: Int64, cursor: UnsafePointer<UInt8>)? {
        let first = UInt64(littleEndian: UnsafeRawPointer(field).loadUnaligned(as: UInt64.self))
        guard first & prefixMask == prefix, CSVByte.endsField(field[count], isBeforeComma: isBeforeComma)
        else { return nil }
        let last = field + (count &- 8)
        let word = UInt64(littleEndian: UnsafeRawPointer(last).loadUnaligned(as: UInt64.self))
        guard word != recent else { return (recentEnd, field + count) }
        guard let number = EightBytes(word).number else { return nil }
        let value = base &+ number
        guard value < limit else { return nil }
        (recent, recentEnd) = (word, clock.end(of: Int64(truncatingIfNeeded: value &* unit)))
        return (recentEnd, field + count)
    }

    /// Keeps the form of a field of digits that was read as a time.
    mutating func keep(_ field: UnsafePointer<UInt8>, count: Int, moment: Int64) {
        // Without a zero before it, the number of digits tells the unit as the size does.
        guard 9...15 ~= count, field.pointee != UInt8(ascii: "0"), moment > 0 else { return }
        var value: UInt64 = 0
        for index in 0..<count { value = value * 10 + UInt64(field[index] &- UInt8(ascii: "0")) }
        self.count = count
        prefixMask = UInt64.max >> UInt64(64 - 8 * (count - 8))
        prefix = UInt64(littleEndian: UnsafeRawPointer(field).loadUnaligned(as: UInt64.self)) & prefixMask
        base = value / 100_000_000 * 100_000_000
        unit = UInt64(moment) / value
        limit = UInt64(BarClock.seconds.upperBound) * 1_000_000_000 / unit
        // No eight digits.
        (recent, recentEnd) = (0, BarClock.malformed)
    }
}
