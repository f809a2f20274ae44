public import SluiceKit

/// A fingerprint of bytes, 128 bits, at the speed of memory: equal bytes give equal ones on every machine.
///
/// Not for security: whoever wants two files of one fingerprint can make them. Eight lanes take a word each of every 64
/// bytes and multiply it in, one to one, so that no change of one word passes unseen; two different mixtures of the lanes
/// and the length make the two halves.
public struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
    /// The first half.
    public let high: UInt64
    /// The second half.
    public let low: UInt64

    /// Sixteen bytes in hexadecimal digits.
    public var description: String { Self.hexadecimal(high) + Self.hexadecimal(low) }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The fingerprint of bytes in memory.
    public init(of bytes: UnsafeRawBufferPointer) {
        var mixer = Mixer()
        mixer.add(bytes)
        self = mixer.finish()
    }

    /// The fingerprint of what a stream has.
    /// - Throws: `FileError` when it cannot be read.
    public init(of stream: any FileStream) throws(FileError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        var mixer = Mixer()
        var isAtEnd = false
        while !isAtEnd {
            var count = 0
            // Whole buffers, so that it does not matter how a stream cuts its bytes.
            while count < buffer.count, !isAtEnd {
                let more = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
                count += more
                isAtEnd = more == 0
            }
            mixer.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        self = mixer.finish()
    }

    init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

    /// What was added so far; all parts but the last one are multiples of 64 bytes.
    struct Mixer {
        private var lanes = SIMD8<UInt64>(
            0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, 0xD6E8_FEB8_6659_FD93,
            0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3)
        private var count: UInt64 = 0

        mutating func add(_ bytes: UnsafeRawBufferPointer) {
            count &+= UInt64(bytes.count)
            let blocks = bytes.count / 64
            var mixed = lanes
            for block in 0..<blocks {
                mixed = Self.step(
                    mixed, bytes.loadUnaligned(fromByteOffset: block &* 64, as: SIMD8<UInt64>.self))
            }
            if bytes.count > blocks * 64 {
                var rest = SIMD8<UInt64>(repeating: 0)
                for index in blocks * 64..<bytes.count {
                    let place = index - blocks * 64
                    rest[place / 8] |= UInt64(bytes[index]) << UInt64(place % 8 * 8)
                }
                mixed = Self.step(mixed, rest)
            }
            lanes = mixed
        }

        /// A product by an odd number, whose high bits come down: one to one in the lanes and in the words.
        @inline(__always)
        private static func step(_ lanes: SIMD8<UInt64>, _ words: SIMD8<UInt64>) -> SIMD8<UInt64> {
            let product = (lanes ^ words) &* SIMD8(repeating: 0x9E37_79B9_7F4A_7C15)
            return product ^ (product &>> SIMD8(repeating: 32))
        }

        func finish() -> ContentDigest {
            var (first, second) = (Digest(), Digest())
            second.add(0x5BD1_E995)
            for lane in 0..<8 {
                first.add(lanes[lane])
                second.add(lanes[7 - lane])
            }
            first.add(count)
            second.add(count)
            return ContentDigest(high: first.value, low: second.value)
        }
    }
}

extension ContentDigest {
    /// The fingerprint of texts one after another, each with its length.
    public init(of texts: [String]) {
        var bytes: [UInt8] = []
        for text in texts {
            let count = UInt64(text.utf8.count)
            for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: count >> UInt64(8 * shift))) }
            bytes += text.utf8
        }
        self = bytes.withUnsafeBytes { ContentDigest(of: $0) }
    }
}
