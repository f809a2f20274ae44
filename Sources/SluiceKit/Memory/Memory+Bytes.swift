extension MemoryWriter {
    /// Forgets what was written, and keeps the room.
    package mutating func clear() { storage.removeAll(keepingCapacity: true) }

    /// Adds the words of another memory.
    package mutating func append(_ other: MemoryWriter) { append(other.storage) }

    /// Adds words.
    package mutating func append(_ words: [UInt64]) { storage.append(contentsOf: words) }

    /// Lends what was written as bytes.
    package func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) { storage.withUnsafeBytes(body) }

    /// Writes the word of a reason: its length, then its letters, eight to a word of the memory.
    package mutating func write(_ reason: Reason) {
        write(Int(reason.length))
        var (word, place): (UInt64, UInt64) = (0, 0)
        for letter in reason.word {
            word |= UInt64(letter) << place
            place += 8
            if place == 64 {
                write(word)
                (word, place) = (0, 0)
            }
        }
        if place > 0 { write(word) }
    }
}

extension MemoryReader {
    /// Reads what was lent as bytes; bytes beyond the last whole word are left out.
    package init(bytes: [UInt8]) {
        self.init(
            [UInt64](unsafeUninitializedCapacity: bytes.count / 8) { words, count in
                count = bytes.count / 8
                bytes.withUnsafeBytes {
                    UnsafeMutableRawBufferPointer(words).copyMemory(from: .init(rebasing: $0[..<(8 * count)]))
                }
            })
    }

    /// All words, those read too.
    package var all: [UInt64] { words }

    /// The words that are left.
    package mutating func rest() -> [UInt64] {
        defer { next = words.count }
        return Array(words[next...])
    }

    /// Reads a name.
    package mutating func text() throws(MemoryMismatch) -> String {
        let length = try int()
        guard (0...1_000).contains(length) else {
            throw MemoryMismatch("the memory holds a name that is too long")
        }
        var bytes: [UInt8] = []
        for _ in 0..<(length + 7) / 8 {
            let word = try word()
            for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * place))) }
        }
        return String(decoding: bytes.prefix(length), as: UTF8.self)
    }
}
