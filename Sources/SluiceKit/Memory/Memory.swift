public import SluiceMarket

/// What a stage remembers between cycles, kept under the stage's id, its settings and the form's version.
public struct StageMemory: Hashable, Sendable {
    /// The stage's id in the pipeline file.
    public let stage: String
    /// The fingerprint of the settings it was built with.
    public let fingerprint: UInt64
    /// The version of the form, as the plugin declared it.
    public let version: Int
    /// What was written.
    public let words: [UInt64]

    /// Creates a memory.
    public init(stage: String, fingerprint: UInt64, version: Int, words: [UInt64]) {
        (self.stage, self.fingerprint, self.version, self.words) = (stage, fingerprint, version, words)
    }
}

/// Takes down what a stage remembers, bit for bit.
public struct MemoryWriter: Sendable {
    /// What was written.
    public var words: [UInt64] { storage }
    @usableFromInline var storage: [UInt64] = []

    /// Begins an empty memory.
    public init() {}

    /// Begins an empty memory with room for a number of words.
    public init(capacity: Int) { storage.reserveCapacity(capacity) }

    /// Writes a whole number.
    @inlinable public mutating func write(_ value: Int) { storage.append(UInt64(bitPattern: Int64(value))) }
    /// Writes a word.
    @inlinable public mutating func write(_ value: UInt64) { storage.append(value) }
    /// Writes a number, NaN with its bits.
    @inlinable public mutating func write(_ value: Double) { storage.append(value.bitPattern) }
    /// Writes an exact decimal.
    @inlinable public mutating func write(_ value: Amount) {
        let words = Self.words(of: value)
        storage.append(words.low)
        storage.append(words.high)
    }
    /// The two words of an exact decimal.
    @inlinable public static func words(of value: Amount) -> (low: UInt64, high: UInt64) {
        (UInt64(truncatingIfNeeded: value.units), UInt64(truncatingIfNeeded: value.units >> 64))
    }
    /// Writes exact decimals, without their count.
    @inlinable public mutating func write(_ values: [Amount]) {
        write(words: 2 * values.count) { words in
            for index in values.indices {
                (words[2 * index], words[2 * index + 1]) = Self.words(of: values[index])
            }
        }
    }
    /// Writes a number of words that are known to follow: room is made once for all of them, which the function sets.
    @inlinable public mutating func write(
        words count: Int, _ fill: (UnsafeMutableBufferPointer<UInt64>) -> Void
    ) {
        let start = storage.count
        storage.append(contentsOf: repeatElement(0, count: count))
        storage.withUnsafeMutableBufferPointer {
            fill(UnsafeMutableBufferPointer(rebasing: $0[start...]))
        }
    }
    /// Writes a moment.
    @inlinable public mutating func write(_ value: Timestamp) {
        storage.append(UInt64(bitPattern: value.nanoseconds))
    }
    /// Writes numbers with their count.
    @inlinable public mutating func write(_ values: some Collection<Double>) {
        let isCopied: Void? = values.withContiguousStorageIfAvailable { write($0) }
        guard isCopied == nil else { return }
        write(values.count)
        for value in values { write(value) }
    }
    /// Writes numbers that lie side by side, with their count; as fast as memory is copied.
    @inlinable public mutating func write(_ values: UnsafeBufferPointer<Double>) {
        write(values.count)
        values.withMemoryRebound(to: UInt64.self) { storage.append(contentsOf: $0) }
    }
    /// Writes the numbers of a set of columns with their count.
    public mutating func write(_ columns: ColumnSet) { write(UnsafeBufferPointer(columns.storage)) }
}

/// Gives back what a stage remembered, in the order in which it was written.
public struct MemoryReader: Sendable {
    let words: [UInt64]
    var next = 0

    /// Reads a memory from its beginning.
    public init(_ words: [UInt64]) { self.words = words }

    /// Whether everything was read.
    public var isAtEnd: Bool { next == words.count }

    /// Reads a word.
    /// - Throws: `MemoryMismatch` behind the end.
    public mutating func word() throws(MemoryMismatch) -> UInt64 {
        guard next < words.count else { throw MemoryMismatch("the memory is shorter than expected") }
        defer { next += 1 }
        return words[next]
    }
    /// Reads a whole number.
    public mutating func int() throws(MemoryMismatch) -> Int {
        Int(truncatingIfNeeded: Int64(bitPattern: try word()))
    }
    /// Reads a number.
    public mutating func double() throws(MemoryMismatch) -> Double { Double(bitPattern: try word()) }
    /// Reads an exact decimal.
    public mutating func amount() throws(MemoryMismatch) -> Amount {
        let low = try word()
        let high = Int128(Int64(bitPattern: try word()))
        guard let amount = Amount(units: high << 64 | Int128(low)) else {
            throw MemoryMismatch("the memory holds a number that is no amount")
        }
        return amount
    }
    /// Reads a moment.
    public mutating func timestamp() throws(MemoryMismatch) -> Timestamp {
        Timestamp(nanoseconds: Int64(bitPattern: try word()))
    }
    /// Reads numbers with their count.
    public mutating func doubles() throws(MemoryMismatch) -> [Double] {
        let count = try int()
        guard count >= 0, count <= words.count - next else {
            throw MemoryMismatch("the memory names more numbers than it holds")
        }
        defer { next += count }
        return words[next..<next + count].map(Double.init(bitPattern:))
    }
    /// Reads numbers into a set of columns of the same size.
    public mutating func read(into columns: ColumnSet) throws(MemoryMismatch) {
        let values = try doubles()
        guard values.count == columns.storage.count else {
            throw MemoryMismatch("the memory is of another universe")
        }
        _ = columns.storage.update(fromContentsOf: values)
    }
}

/// A memory that is not of the form the stage expects.
public struct MemoryMismatch: Error, Hashable, Sendable, CustomStringConvertible {
    /// What does not fit.
    public let description: String

    /// Creates a mismatch.
    public init(_ description: String) { self.description = description }
}
