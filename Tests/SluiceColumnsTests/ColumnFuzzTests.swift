import SluiceColumns
import SluiceDocument
import SluiceKit
import TemporaryFolders
import Testing

@Suite struct ColumnFuzzTests {
    /// Bytes at an address of their own, which end where the file ends.
    private final class Copy {
        let bytes: UnsafeMutableRawBufferPointer
        init(_ content: [UInt8]) {
            bytes = .allocate(byteCount: content.count, alignment: 64)
            bytes.copyBytes(from: content)
        }
        deinit { bytes.deallocate() }
    }

    /// Opens bytes and looks at every number; nil for an error.
    private func opened(_ content: [UInt8]) -> (rows: Int, columns: Int, sum: UInt64)? {
        let copy = Copy(content)
        do throws(ColumnError) {
            let file = try ColumnFile(UnsafeRawBufferPointer(copy.bytes), of: copy, path: "t.columns")
            var sum: UInt64 = 0
            for column in file.columns.indices {
                if let numbers = file.numbers(at: column) {
                    for number in numbers { sum &+= number.bitPattern }
                } else if let integers = file.integers(at: column) {
                    for integer in integers { sum &+= UInt64(bitPattern: integer) }
                }
            }
            #expect(file.rows >= 0 && file.rows * 8 * file.columns.count <= content.count)
            return (file.rows, file.columns.count, sum)
        } catch {
            #expect(error.path == "t.columns" && !error.message.isEmpty)
            return nil
        }
    }

    private func sample() throws -> [UInt8] {
        let folder = try TemporaryFolder(inMemory: true)
        let path = folder.path + "/t.columns"
        let writer = try ColumnWriter(
            path, columns: [ColumnShape("time", .i64), ColumnShape("close", .f64)], blockBytes: 64)
        for row in 0..<21 {
            writer.set(0, Int64(row) << 40)
            writer.set(1, Double(row).squareRoot())
            try writer.endRow()
        }
        try writer.finish(facts: ["source": "x", "n": [1, 2.5, nil]])
        let file = try MappedFile(path)
        return withExtendedLifetime(file) { Array(file.bytes) }
    }

    @Test func `a file cut anywhere, or with bytes behind it, is damaged`() throws {
        let whole = try sample()
        #expect(opened(whole)?.rows == 21)
        for length in whole.indices { #expect(opened(Array(whole[..<length])) == nil, "\(length)") }
        #expect(opened(whole + [0]) == nil)
        #expect(opened(whole + [UInt8](repeating: 0, count: 64)) == nil)
    }

    @Test func `any change of a byte gives an error or a table (seed 4, 4,000 files)`() throws {
        let whole = try sample()
        var dice = Dice(seed: 4)
        var refused = 0
        for _ in 0..<4_000 {
            var bytes = whole
            for _ in 0...Int(dice.next() % 4) {
                // Most lies in the numbers, so half of the changes are made to the header.
                let place = dice.next() % UInt64(dice.next() % 2 == 0 ? 128 : bytes.count)
                bytes[Int(place)] = UInt8(truncatingIfNeeded: dice.next())
            }
            if opened(bytes) == nil { refused += 1 }
        }
        #expect(refused > 1_500 && refused < 4_000, "\(refused)")
    }

    @Test func `random bytes behind the right beginning are no table (seed 5, 2,000 files)`() {
        var dice = Dice(seed: 5)
        for _ in 0..<2_000 {
            let count = Int(dice.next() % 300)
            let rest = (0..<count).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
            #expect(opened(Array("SLUICECOL1\n".utf8) + rest) == nil)
        }
    }

    /// A file with a header of our own making.
    private func file(_ header: String, bytes count: Int) -> [UInt8] {
        var header = Array(header.utf8)
        while (15 + header.count) % 64 != 0 { header.append(UInt8(ascii: " ")) }
        let length = (0..<4).map { UInt8(truncatingIfNeeded: header.count >> ($0 * 8)) }
        return Array("SLUICECOL1\n".utf8) + length + header + [UInt8](repeating: 0, count: count)
    }

    @Test(arguments: [
        #"{"columns":[{"name":"a","kind":"f64"}],"rows":9223372036854775807,"facts":{}}"#,
        #"{"columns":[{"name":"a","kind":"f64"}],"rows":1152921504606846976,"facts":{}}"#,
        #"{"columns":[{"name":"a","kind":"f64"}],"rows":-8,"facts":{}}"#,
        #"{"columns":[{"name":"a","kind":"f64"}],"rows":8.0,"facts":{}}"#,
        #"{"columns":[{"name":"a","kind":"f32"}],"rows":8,"facts":{}}"#,
        #"{"columns":[{"name":"a","kind":"f64"},{"name":"a","kind":"f64"}],"rows":8,"facts":{}}"#,
        #"{"columns":[{"kind":"f64"}],"rows":8,"facts":{}}"#,
        #"{"columns":[{"name":"a","kind":"f64"}],"rows":8,"facts":[]}"#,
        #"{"columns":[{"name":"a","kind":"f64"}],"rows":8}"#,
        #"{"columns":{},"rows":8,"facts":{}}"#,
        #"[]"#, "", #"{"columns":"#,
    ])
    func `a header that says what cannot be is refused`(header: String) {
        #expect(opened(file(header, bytes: 64)) == nil)
        let right = #"{"columns":[{"name":"a","kind":"f64"}],"rows":8,"facts":{}}"#
        #expect(opened(file(right, bytes: 64))?.rows == 8)
    }

    @Test func `a header longer than the file is refused before it is read`() {
        var bytes = file(#"{"columns":[],"rows":0,"facts":{}}"#, bytes: 0)
        #expect(opened(bytes)?.columns == 0)
        bytes.replaceSubrange(11..<15, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(opened(bytes) == nil)
    }
}
