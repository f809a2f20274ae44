import SluiceHistory
import SluiceKit
import SluiceTestKit
import Testing

@Suite struct ContentDigestTests {
    private func digest(_ bytes: [UInt8]) -> ContentDigest { bytes.withUnsafeBytes { ContentDigest(of: $0) } }

    @Test func `every change of a bit, and every length, gives another one`() {
        let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        var seen: Set<ContentDigest> = [digest(bytes)]
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                #expect(seen.insert(digest(changed)).inserted)
            }
        }
        for count in 0..<200 {
            #expect(seen.insert(digest([UInt8](repeating: 0, count: count))).inserted)
        }
    }

    @Test func `a stream and the same bytes in memory have one`() throws {
        for count in [0, 1, 63, 64, 65, 262_143, 262_144, 262_145, 600_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
            let files = MemoryFiles(bytes: ["a": bytes])
            #expect(try ContentDigest(of: files.open("a")) == digest(bytes))
        }
    }

    @Test func `texts are told apart by where they end`() {
        #expect(ContentDigest(of: ["ab", "c"]) != ContentDigest(of: ["a", "bc"]))
        #expect(ContentDigest(of: ["ab"]).description.count == 32)
    }
}
