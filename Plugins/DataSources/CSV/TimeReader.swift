import SluiceMarket

/// Reads the times of CSV fields.
///
/// Dates repeat line after line, so the last one read is kept with the moment it began.
struct TimeReader {
    private let format: TimeFormat
    private let zone: Zone
    private var clock: BarClock
    /// The ten bytes of the date that the rest belongs to.
    private var head: UInt64 = 0
    private var tail: UInt16 = 0
    /// When that date begins in UTC, in nanoseconds since 1970.
    private var midnight: Int64 = 0
    /// What is added to the clocks of the zone all through that date; nil when they change on it.
    private var shift: Int64?
    /// The end of the bar of that date alone.
    private var dateEnd: Int64 = 0
    /// The field before.
    private var recent = RecentTime()
    /// The form of the numbers before.
    private var epoch = EpochForm()

    init(format: TimeFormat, zone: Zone, clock: BarClock) {
        (self.format, self.zone, self.clock) = (format, zone, clock)
    }

    /// Reads a field; one that should stand before a comma is read faster there.
    /// - Returns: The end of the bar in nanoseconds since 1970, ``BarClock/outside`` or ``BarClock/malformed``, and the
    ///   field's end.
    @inline(__always)
    mutating func end(
        _ field: UnsafePointer<UInt8>, isBeforeComma: Bool = false
    ) -> (end: Int64, cursor: UnsafePointer<UInt8>) {
        if let known = epoch.take(field, &clock, isBeforeComma: isBeforeComma) { return known }
        if recent.isAgain(field) { return (recent.end, field + recent.count) }
        return newEnd(field)
    }

    /// Reads a field that is neither the one before nor a number of its form.
    @inline(never)
    private mutating func newEnd(
        _ field: UnsafePointer<UInt8>
    ) -> (end: Int64, cursor: UnsafePointer<UInt8>) {
        var cursor = field
        let end = newEnd(&cursor)
        recent.keep(end, field, count: cursor - field)
        return (end, cursor)
    }

    @inline(__always)
    private mutating func newEnd(_ cursor: inout UnsafePointer<UInt8>) -> Int64 {
        // Bytes behind a short field may be looked at: lines stand in a buffer with room behind them.
        guard format == .auto || format == .iso8601, knowsDate(cursor) else { return number(&cursor) }
        var at = cursor + 10
        if CSVByte.endsField(at.pointee) {
            cursor = at
            return dateEnd
        }
        guard at.pointee == UInt8(ascii: "T") || at.pointee == UInt8(ascii: " "),
            let second = EightBytes(at: at + 1).secondOfDay
        else { return slow(&cursor) }
        at += 9
        let isUTC = at.pointee == UInt8(ascii: "Z")
        if isUTC { at += 1 }
        guard CSVByte.endsField(at.pointee), let shift = isUTC ? 0 : shift else { return slow(&cursor) }
        cursor = at
        return clock.end(of: midnight &+ second &* 1_000_000_000 &- shift)
    }

    /// Whether the field begins with the date that is kept.
    @inline(__always)
    private func knowsDate(_ field: UnsafePointer<UInt8>) -> Bool {
        let raw = UnsafeRawPointer(field)
        return raw.loadUnaligned(as: UInt64.self) == head
            && raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self) == tail
    }

    /// The end of the bar of a time that is a plain number, as most are that are not ISO 8601.
    @inline(__always)
    private mutating func number(_ cursor: inout UnsafePointer<UInt8>) -> Int64 {
        let start = cursor
        guard format != .iso8601, let moment = EpochTime.take(&cursor, in: format) else {
            return slow(&cursor)
        }
        epoch.keep(start, count: cursor - start, moment: moment)
        return clock.end(of: moment)
    }

    @inline(never)
    private mutating func slow(_ cursor: inout UnsafePointer<UInt8>) -> Int64 {
        let start = cursor
        CSVByte.skipField(&cursor)
        return end(of: UnsafeBufferPointer(start: start, count: cursor - start))
    }

    /// The end of the bar of a whole field, spaces around it left out.
    private mutating func end(of field: UnsafeBufferPointer<UInt8>) -> Int64 {
        var trimmed = field[...]
        while let last = trimmed.last, last == UInt8(ascii: " ") { trimmed.removeLast() }
        while let first = trimmed.first, first == UInt8(ascii: " ") { trimmed.removeFirst() }
        let text = UnsafeBufferPointer(rebasing: trimmed)
        let isNumber = EpochTime.isNumber(text)
        guard format == .iso8601 || (format == .auto && !isNumber) else {
            guard isNumber, let moment = EpochTime.nanoseconds(of: text, in: format) else {
                return BarClock.malformed
            }
            return clock.end(of: moment)
        }
        if text.count >= 10, let date = CivilDate(iso8601: UnsafeBufferPointer(rebasing: text[..<10]).span) {
            guard keep(date, text) else { return BarClock.malformed }
            if text.count == 10 { return dateEnd }
        }
        guard let moment = Timestamp(iso8601: text.span, in: zone), BarClock.seconds.contains(moment.seconds)
        else { return BarClock.malformed }
        return clock.end(of: moment.nanoseconds)
    }

    /// Keeps a date for the lines to come; false for one out of range.
    private mutating func keep(_ date: CivilDate, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let seconds = Int64(date.daysSinceEpoch) * 86_400
        guard BarClock.seconds.contains(seconds), let raw = UnsafeRawPointer(text.baseAddress) else {
            return false
        }
        head = raw.loadUnaligned(as: UInt64.self)
        tail = raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
        midnight = seconds * 1_000_000_000
        dateEnd = clock.end(of: date)
        let first = zone.offset(at: zone.timestamp(of: date, secondOfDay: 0).seconds)
        let last = zone.offset(at: zone.timestamp(of: date, secondOfDay: 86_399).seconds)
        shift = first == last ? Int64(first) * 1_000_000_000 : nil
        return true
    }
}
