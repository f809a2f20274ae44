/// The universe's symbols, found by their bytes.
final class SymbolTable {
    /// What a symbol outside the universe gives.
    static let unknown = -1

    private struct Slot {
        var hash: UInt64 = 0
        var instrument = Int32(SymbolTable.unknown)
        var start: Int32 = 0
        var count: Int32 = 0
    }

    private let slots: UnsafeMutableBufferPointer<Slot>
    private let bytes: [UInt8]
    private let mask: Int

    init(_ symbols: [String]) {
        var capacity = 16
        while capacity < symbols.count * 4 { capacity *= 2 }
        mask = capacity - 1
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: Slot())
        bytes = symbols.flatMap { Array($0.utf8) }
        var start = 0
        for (instrument, symbol) in symbols.enumerated() {
            let count = symbol.utf8.count
            let hash = symbol.utf8.reduce(Self.seed) { Self.mixed($0, $1) }
            var index = Int(truncatingIfNeeded: hash) & mask
            while slots[index].instrument >= 0 { index = (index + 1) & mask }
            slots[index] = Slot(
                hash: hash, instrument: Int32(instrument), start: Int32(start), count: Int32(count))
            start += count
        }
    }

    deinit { slots.deallocate() }

    /// The number of a symbol in the universe, or ``unknown``.
    func instrument(of symbol: String) -> Int {
        var line = Array(symbol.utf8)
        guard !line.contains(where: CSVByte.endsField) else { return Self.unknown }
        line.append(CSVByte.newline)
        return line.withUnsafeBufferPointer { buffer in
            guard var cursor = buffer.baseAddress else { return Self.unknown }
            return read(&cursor)
        }
    }

    /// Reads the field at the cursor and leaves the cursor at the field's end; spaces around a symbol are left out.
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
            if slot.hash == hash, slot.count == count,
                bytes[Int(slot.start)..<Int(slot.start + slot.count)].elementsEqual(
                    UnsafeBufferPointer(start: field, count: count))
            {
                return Int(slot.instrument)
            }
            index = (index + 1) & mask
        }
        return Self.unknown
    }

    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// FNV-1a, with its high bits folded in where the table looks.
    @inline(__always)
    private static func mixed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        let product = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        return product ^ (product >> 47)
    }
}
