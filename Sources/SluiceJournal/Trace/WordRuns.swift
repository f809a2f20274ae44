/// Shortens bytes in which a word of eight stands many times in a row, as an absent number does.
///
/// The first byte says how: 0 as they are, 1 in stretches. A stretch is a count with a flag in its lowest bit, in seven
/// bits a byte with the lowest first; then the one word that repeats (flag 1), or so many words (flag 0).
enum WordRuns {
    /// Adds the packed form of some bytes to others.
    static func pack(_ bytes: UnsafeRawBufferPointer, into packed: inout [UInt8]) {
        let start = packed.count
        guard bytes.count.isMultiple(of: 8), bytes.count > 0 else { return copy(bytes, into: &packed) }
        packed.append(1)
        let count = bytes.count / 8
        var (place, literals) = (0, 0)
        while place < count {
            let run = Self.run(bytes, from: place, count)
            if run >= 3 {
                add(bytes, literals..<place, into: &packed)
                append(run << 1 | 1, to: &packed)
                packed.append(contentsOf: bytes[8 * place..<8 * place + 8])
                literals = place + run
            }
            place += run
        }
        add(bytes, literals..<count, into: &packed)
        guard packed.count - start > bytes.count else { return }
        packed.removeLast(packed.count - start)
        copy(bytes, into: &packed)
    }

    /// How many words are the same from a place on.
    private static func run(_ bytes: UnsafeRawBufferPointer, from place: Int, _ count: Int) -> Int {
        let word = bytes.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self)
        var end = place + 1
        while end < count, bytes.loadUnaligned(fromByteOffset: 8 * end, as: UInt64.self) == word { end += 1 }
        return end - place
    }

    private static func copy(_ bytes: UnsafeRawBufferPointer, into packed: inout [UInt8]) {
        packed.append(0)
        packed.append(contentsOf: bytes)
    }

    private static func add(_ bytes: UnsafeRawBufferPointer, _ words: Range<Int>, into packed: inout [UInt8])
    {
        guard !words.isEmpty else { return }
        append(words.count << 1, to: &packed)
        packed.append(contentsOf: bytes[8 * words.lowerBound..<8 * words.upperBound])
    }

    private static func append(_ number: Int, to packed: inout [UInt8]) {
        var rest = UInt(bitPattern: number)
        while rest >= 0x80 {
            packed.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        packed.append(UInt8(truncatingIfNeeded: rest))
    }

    /// The bytes of a packed form; nil for what is none or gives more than a limit.
    static func unpack(_ packed: UnsafeRawBufferPointer, limit: Int = 1 << 30) -> [UInt8]? {
        guard let form = packed.first else { return nil }
        if form == 0 { return Array(packed.dropFirst()) }
        guard form == 1 else { return nil }
        var bytes: [UInt8] = []
        var place = 1
        while place < packed.count {
            guard let number = number(packed, &place) else { return nil }
            let words = Int(number >> 1)
            guard words > 0, words <= limit / 8, bytes.count + 8 * words <= limit else { return nil }
            let size = number & 1 == 1 ? 8 : 8 * words
            guard packed.count - place >= size else { return nil }
            for _ in 0..<(number & 1 == 1 ? words : 1) {
                bytes.append(contentsOf: packed[place..<place + size])
            }
            place += size
        }
        return bytes
    }

    private static func number(_ packed: UnsafeRawBufferPointer, _ place: inout Int) -> UInt? {
        var (number, shift): (UInt, UInt) = (0, 0)
        while place < packed.count, shift < 56 {
            let byte = packed[place]
            place += 1
            number |= UInt(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }
}
