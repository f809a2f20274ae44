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
        bytes = .allocate(capacity: symbols.reduce(1) { $0 + $1.utf8.count })
        bytes.initialize(repeating: 0)
        var start = 0
        for (instrument, symbol) in symbols.enumerated() {
            let count = symbol.utf8.count
            let hash = symbol.utf8.reduce(SymbolView.seed) { SymbolView.mixed($0, $1) }
            for (index, byte) in symbol.utf8.enumerated() { bytes[start + index] = byte }
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
        return (line + [CSVByte.newline]).withUnsafeBufferPointer { buffer in
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
        var hash = Self.seed
        for index in 0..<count { hash = Self.mixed(hash, field[index]) }
        return find(field, count, hash)
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

    private func isEqual(
        _ field: UnsafePointer<UInt8>, _ symbol: UnsafePointer<UInt8>, _ count: Int
    ) -> Bool {
        for index in 0..<count where field[index] != symbol[index] { return false }
        return true
    }

    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// FNV-1a, with its high bits folded in where the table looks.
    @inline(__always)
    static func mixed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        let product = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        return product ^ (product >> 47)
    }
}
