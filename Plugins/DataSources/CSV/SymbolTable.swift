/// The universe's symbols, found by their bytes: the memory behind a ``SymbolView``.
final class SymbolTable {
    /// What a symbol outside the universe gives.
    static let unknown = -1

    private let slots: UnsafeMutableBufferPointer<SymbolView.Slot>
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    init(_ symbols: [String]) {
        var capacity = 16
        while capacity < symbols.count * 4 { capacity *= 2 }
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: SymbolView.Slot())
        // Eight more, because a symbol's last word may reach behind it.
        bytes = .allocate(capacity: symbols.reduce(8) { $0 + $1.utf8.count })
        bytes.initialize(repeating: 0)
        var start = 0
        for (instrument, symbol) in symbols.enumerated() {
            let count = symbol.utf8.count
            for (index, byte) in symbol.utf8.enumerated() { bytes[start + index] = byte }
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
    }

    /// A view for the reader of lines, which must not outlive the table.
    var view: SymbolView {
        SymbolView(
            slots: UnsafePointer(slots.baseAddress.unsafelyUnwrapped), mask: slots.count - 1,
            bytes: UnsafePointer(bytes.baseAddress.unsafelyUnwrapped))
    }

    /// The number of a symbol in the universe, or ``unknown``.
    func instrument(of symbol: String) -> Int {
        let line = Array(symbol.utf8)
        guard !line.contains(where: CSVByte.endsField) else { return Self.unknown }
        let padding = repeatElement(0 as UInt8, count: PlainLine.padding)
        return (line + [CSVByte.newline] + padding).withUnsafeBufferPointer { buffer in
            guard var cursor = buffer.baseAddress else { return Self.unknown }
            return view.read(&cursor)
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

    /// Reads the field at the cursor and leaves the cursor at the field's end; spaces around a symbol are left out.
    /// - Returns: The instrument, or ``SymbolTable/unknown``.
    @inline(__always)
    func read(_ cursor: inout UnsafePointer<UInt8>) -> Int {
        while cursor.pointee == UInt8(ascii: " ") { cursor += 1 }
        let field = cursor
        CSVByte.skipField(&cursor)
        var count = cursor - field
        while count > 0, field[count - 1] == UInt8(ascii: " ") { count -= 1 }
        return find(field, count, Self.hash(field, count))
    }

    private func find(_ field: UnsafePointer<UInt8>, _ count: Int, _ hash: UInt64) -> Int {
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
    private func isEqual(
        _ field: UnsafePointer<UInt8>, _ symbol: UnsafePointer<UInt8>, _ count: Int
    ) -> Bool {
        var index = 0
        while index < count {
            guard Self.word(field + index, count - index) == Self.word(symbol + index, count - index) else {
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
    private static func word(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let word = UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
        return count < 8 ? word & ((1 &<< UInt64(8 * count)) &- 1) : word
    }
}
