import SluiceKit
import Testing

@testable import SluiceJournal

@Suite struct WordRunsTests {
    private func packed(_ bytes: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = []
        bytes.withUnsafeBytes { WordRuns.pack($0, into: &packed) }
        return packed
    }

    private func unpacked(_ bytes: [UInt8], limit: Int = 1 << 30) -> [UInt8]? {
        bytes.withUnsafeBytes { WordRuns.unpack($0, limit: limit) }
    }

    private func bytes(_ values: [Double]) -> [UInt8] { values.withUnsafeBytes(Array.init) }

    @Test func `absent numbers take hardly any room`() {
        let values =
            [Double](repeating: .nan, count: 500) + [1, 2, 2, 3] + [Double](repeating: 0, count: 500)
        // A byte for the form; 2 + 8 for each run of 500; 1 + 32 for the four between.
        #expect(packed(bytes(values)).count == 1 + 10 + 33 + 10)
        #expect(unpacked(packed(bytes(values))) == bytes(values))
    }

    @Test func `1,000 random columns of seed 7 come back bit for bit, and grow by one byte at most`() {
        var dice = Dice(seed: 7)
        for _ in 0..<1_000 {
            let count = Int(dice.next() % 40)
            var values: [UInt8] = []
            for _ in 0..<count {
                let word = dice.next() % 3 == 0 ? dice.next() : dice.next() % 2
                values += withUnsafeBytes(of: word, Array.init)
            }
            if dice.next() % 8 == 0 { values += [1, 2, 3] }
            let form = packed(values)
            #expect(form.count <= values.count + 1)
            #expect(unpacked(form) == values)
        }
    }

    @Test(arguments: [
        [], [2], [1, 2], [1, 3, 1], [1, 0], [1, 1, 0, 0, 0, 0, 0, 0, 0, 0], [1, 0x80],
        [1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0, 0, 0],
        [1, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0, 0, 0],
    ])
    func `what is no packed form, or gives too much, is refused`(form: [UInt8]) {
        #expect(unpacked(form, limit: 1 << 20) == nil)
    }
}
