import SluiceKit
import Testing

@testable import DataSources

@Suite struct FieldEndsTests {
    /// The places of the ends up to the line feed, counted from the beginning of the line.
    private func ends(_ bytes: [UInt8]) -> [Int] {
        (bytes + [UInt8](repeating: 0, count: PlainLine.padding)).withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return [] }
            var ends = FieldEnds(from: start)
            var found: [Int] = []
            while true {
                let end = ends.next()
                found.append(end - start)
                guard end.pointee != CSVByte.newline else { return found }
            }
        }
    }

    @Test func `in 2,000 lines of seed 31 every comma and control byte is found, and nothing else`() {
        var dice = Dice(seed: 31)
        let near: [UInt8] = [
            0x2B, 0x2C, 0x2D, 0x1F, 0x20, 0x0D, 0x09, 0x8A, 0xAC, 0xFF, 0x80, 0x7F, 0x30, 0x39,
        ]
        for _ in 0..<2_000 {
            let count = Int(dice.next() % 200)
            var line = (0..<count).map { _ in
                dice.next() % 2 == 0 ? near[Int(dice.next() % UInt64(near.count))] : UInt8(dice.next() % 256)
            }.filter { $0 != CSVByte.newline }
            line.append(CSVByte.newline)
            #expect(ends(line) == line.indices.filter { line[$0] == CSVByte.comma || line[$0] < 0x20 })
        }
    }

    @Test func `an end may be the last byte looked at, or the first of the next ones`() {
        for count in [0, 1, 62, 63, 64, 65, 127, 128, 129, 1_000] {
            #expect(ends([UInt8](repeating: 0x61, count: count) + [CSVByte.newline]) == [count])
        }
    }
}
