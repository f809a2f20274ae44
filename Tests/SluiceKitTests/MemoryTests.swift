import SluiceKit
import SluiceMarket
import Testing

@Suite struct MemoryTests {
    static let numbers = [
        0, -0.0, 1.5, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]

    @Test func `everything reads back bit for bit, in order`() throws {
        var writer = MemoryWriter()
        let columns = ColumnSet(columns: 2, rows: 3)
        for index in 0..<6 { columns.storage[index] = Double(index) }
        let odd = Double(nan: 0x123, signaling: false)
        writer.write(-7)
        writer.write(UInt64.max)
        writer.write(odd)
        writer.write(Timestamp.distantPast)
        writer.write(Self.numbers)
        writer.write(columns)

        var reader = MemoryReader(writer.words)
        #expect(try reader.int() == -7)
        #expect(try reader.word() == .max)
        #expect(try reader.double().bitPattern == odd.bitPattern)
        #expect(try reader.timestamp() == .distantPast)
        #expect(try reader.doubles().map(\.bitPattern) == Self.numbers.map(\.bitPattern))
        let copy = ColumnSet(columns: 2, rows: 3)
        #expect(!reader.isAtEnd)
        try reader.read(into: copy)
        #expect(Array(copy.storage) == [0, 1, 2, 3, 4, 5])
        #expect(reader.isAtEnd)
    }

    @Test func `behind the end there is nothing`() {
        var reader = MemoryReader([])
        #expect(throws: MemoryMismatch.self) { try reader.word() }
        #expect(throws: MemoryMismatch.self) { try reader.int() }
        #expect(throws: MemoryMismatch.self) { try reader.double() }
        #expect(throws: MemoryMismatch.self) { try reader.timestamp() }
        #expect(throws: MemoryMismatch.self) { try reader.doubles() }
    }

    @Test(arguments: [UInt64.max, UInt64(Int64.max), 1 << 63, 3])
    func `a count that is too large is refused`(count: UInt64) {
        var reader = MemoryReader([count, 1, 2])
        #expect(throws: MemoryMismatch.self) { try reader.doubles() }
    }

    @Test(arguments: [(2, 2), (1, 3), (0, 3), (2, 4)])
    func `columns of another size are refused`(columns: Int, rows: Int) {
        var writer = MemoryWriter()
        writer.write(ColumnSet(columns: 2, rows: 3))
        var reader = MemoryReader(writer.words)
        let other = ColumnSet(columns: columns, rows: rows)
        #expect(throws: MemoryMismatch.self) { try reader.read(into: other) }
    }

    @Test func `columns without rows read back`() throws {
        var writer = MemoryWriter()
        writer.write(ColumnSet(columns: 3, rows: 0))
        writer.write(5)
        var reader = MemoryReader(writer.words)
        try reader.read(into: ColumnSet(columns: 3, rows: 0))
        #expect(try reader.int() == 5)
        #expect(reader.isAtEnd)
    }
}
