/// The universe's symbols, found by their bytes: the memory behind a ``SymbolView``.
final class SymbolTable {
    /// What a symbol outside the universe gives.
    static let unknown = -1

    private let slots: UnsafeMutableBufferPointer<SymbolView.Slot>
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let expected: UnsafeMutablePointer<SymbolView.Expected>
    private let recent: UnsafeMutablePointer<Int>

    init(_ symbols: [String]) {
        var capacity = 16
        while capacity < symbols.count * 4 { capacity *= 2 }
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: SymbolView.Slot())
        // Eight more, because a symbol's last word may reach behind it.
        bytes = .allocate(capacity: symbols.reduce(8) { $0 + $1.utf8.count })
        bytes.initialize(repeating: 0)
        expected = .allocate(capacity: max(symbols.count, 1))
        expected.initialize(repeating: SymbolView.Expected(), count: max(symbols.count, 1))
        recent = .allocate(capacity: 1)
        recent.initialize(to: 0)
        var start = 0
        for (instrument, symbol) in symbols.enumerated() {
            let count = symbol.utf8.count
            for (index, byte) in symbol.utf8.enumerated() { bytes[start + index] = byte }
            let next = (instrument + 1) % symbols.count
            // Such symbols are never what a field says.
            let isField =
                !symbol.utf8.contains(where: CSVByte.endsField) && !symbol.hasPrefix(" ")
                && !symbol.hasSuffix(" ")
            if isField, (1..<8).contains(count) {
                let text = bytes.baseAddress.unsafelyUnwrapped + start
                expected[instrument] = SymbolView.Expected(
                    word: SymbolView.word(text, count), mask: .max >> UInt64(64 - 8 * count), count: count,
                    next: next)
            } else {
                expected[instrument].next = next
            }
            let hash = SymbolView.hash(bytes.baseAddress.unsafelyUnwrapped + start, count)
            var index = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while slots[index].instrument >= 0 { index = (index + 1) & (capacity - 1) }
            slots[index] = SymbolView.Slot(hash: hash, instrument: instrument, start: start, count: count)
            start += count
        }
    }

    deinit {
        slots.deallocate()
        bytes.deallocate()
        expected.deallocate()
        recent.deallocate()
    }

    /// A view for the reader of lines, which must not outlive the table.
    var view: SymbolView {
        SymbolView(
            slots: UnsafePointer(slots.baseAddress.unsafelyUnwrapped), mask: slots.count - 1,
            bytes: UnsafePointer(bytes.baseAddress.unsafelyUnwrapped), expected: UnsafePointer(expected),
            recent: recent)
    }

    /// The number of a symbol in the universe, or ``unknown``.
    func instrument(of symbol: String) -> Int {
        let line = Array(symbol.utf8)
        guard !line.contains(where: CSVByte.endsField) else { return Self.unknown }
        let padding = repeatElement(0 as UInt8, count: PlainLine.padding)
        return (line + [CSVByte.newline] + padding).withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { view.read($0).instrument } ?? Self.unknown
        }
    }
}

/// A table of symbols as pointers, because counting references would cost more than reading.
struct SymbolView {
    struct Slot {
        var hash: UInt64 = 0
        var instrument = SymbolTable.unknown
        /// Where its symbol begins among all bytes.
        var start = 0
        var count = 0
    }

    /// A table of open addressing; its size is a power of two.
    let slots: UnsafePointer<Slot>
    let mask: Int
    let bytes: UnsafePointer<UInt8>
    /// By instrument: its symbol as a word, for lines that bring symbols in the order of the universe or one alone.
    let expected: UnsafePointer<Expected>
    /// The instrument of the line before; any, at first.
    let recent: UnsafeMutablePointer<Int>

    /// A symbol of at most seven bytes, and which one follows it in the universe.
    struct Expected {
        var word: UInt64 = 0
        var mask: UInt64 = 0
        /// Zero for a longer symbol.
        var count = 0
        var next = 0
    }

    /// The end of a field that is the symbol of an instrument, to the last byte; nil for any other.
    @inline(__always)
    private func end(
        _ field: UnsafePointer<UInt8>, of instrument: Int, isBeforeComma: Bool
    ) -> UnsafePointer<UInt8>? {
        let symbol = expected[instrument]
        let word = UInt64(littleEndian: UnsafeRawPointer(field).loadUnaligned(as: UInt64.self))
        guard word & symbol.mask == symbol.word, symbol.count > 0,
            CSVByte.endsField(field[symbol.count], isBeforeComma: isBeforeComma)
        else {
            return nil
        }
        return field + symbol.count
    }

    /// Reads a field; spaces around a symbol are left out.
    ///
    /// A field that should stand before a comma is found faster there.
    /// - Returns: The instrument, or ``SymbolTable/unknown``, and the field's end.
    @inline(__always)
    func read(
        _ field: UnsafePointer<UInt8>, isBeforeComma: Bool = false
    ) -> (instrument: Int, cursor: UnsafePointer<UInt8>) {
        let last = recent.pointee
        let likely = expected[last].next
        if let end = end(field, of: likely, isBeforeComma: isBeforeComma) {
            recent.pointee = likely
            return (likely, end)
        }
        if let end = end(field, of: last, isBeforeComma: isBeforeComma) { return (last, end) }
        return Self.search(field, slots, mask, bytes, recent)
    }

    /// Takes single values, because a call with all of them would copy them for each line.
    @inline(never)
    private static func search(
        _ text: UnsafePointer<UInt8>, _ slots: UnsafePointer<Slot>, _ mask: Int,
        _ bytes: UnsafePointer<UInt8>,
        _ recent: UnsafeMutablePointer<Int>
    ) -> (instrument: Int, cursor: UnsafePointer<UInt8>) {
        var field = text
        while field.pointee == UInt8(ascii: " ") { field += 1 }
        let end = CSVByte.fieldEnd(field)
        var count = end - field
        while count > 0, field[count - 1] == UInt8(ascii: " ") { count -= 1 }
        let instrument = find(field, count, slots, mask, bytes)
        if instrument >= 0 { recent.pointee = instrument }
        return (instrument, end)
    }

    private static func find(
        _ field: UnsafePointer<UInt8>, _ count: Int, _ slots: UnsafePointer<Slot>, _ mask: Int,
        _ bytes: UnsafePointer<UInt8>
    ) -> Int {
        let hash = hash(field, count)
        var index = Int(truncatingIfNeeded: hash) & mask
        while slots[index].instrument >= 0 {
            let slot = slots[index]
            if slot.hash == hash, slot.count == count, isEqual(field, bytes + slot.start, count) {
                return slot.instrument
            }
            index = (index + 1) & mask
        }
        return SymbolTable.unknown
    }

    @inline(__always)
    private static func isEqual(
        _ field: UnsafePointer<UInt8>, _ symbol: UnsafePointer<UInt8>, _ count: Int
    ) -> Bool {
        var index = 0
        while index < count {
            guard word(field + index, count - index) == word(symbol + index, count - index) else {
                return false
            }
            index += 8
        }
        return true
    }

    /// A hash of bytes, eight at a time; up to seven bytes behind them are looked at and do not count.
    @inline(__always)
    static func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var index = 0
        while index < count {
            let product = (hash ^ word(bytes + index, count - index)) &* 0x9E37_79B9_7F4A_7C15
            hash = product ^ (product >> 32)
            index += 8
        }
        return hash
    }

    /// The first bytes as a word, at most eight of them, with zeros for the rest.
    @inline(__always)
    static func word(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let word = UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
        return count < 8 ? word & ((1 &<< UInt64(8 * count)) &- 1) : word
    }
}
