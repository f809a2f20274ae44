import SluiceMarket

/// A fingerprint of the bars and quotes that cycles have shown: equal data give equal fingerprints on every machine.
///
/// Each instrument's bar, quote and their times in each cycle are mixed into one word with the instrument's number, and
/// the words are added up: as a word holds the time it is of, none can stand for another's. What follows from the bars,
/// such as volatility, is not in it. Not for security. Four places are mixed beside each other.
///
/// A word begins as the sum, over its numbers, of the number and of the product of the number's halves under a key of its
/// column, as XXH3 (Collet) sums what it reads; then every bit of it changes half of the others.
public struct MarketFingerprint: Sendable {
    /// The fingerprint of all that was added.
    public private(set) var value: UInt64 = 0

    /// Begins with nothing.
    public init() {}

    /// Adds the first cycles of a frame that has each instrument once for each of them, or of a frame of one cycle.
    public mutating func add(_ market: MarketFrame, instruments: Int, cycles: Int) {
        guard instruments > 0, cycles > 0 else { return }
        let frame = Frame(market)
        var (place, index) = (0, 0)
        let end = instruments * cycles
        func seed() -> UInt64 {
            index = index &+ 1 == instruments ? 0 : index &+ 1
            return UInt64(truncatingIfNeeded: index) &* 0x9E37_79B9_7F4A_7C15
        }
        while place < end {
            let isFour = end - place >= 4
            let seeds = SIMD4(seed(), isFour ? seed() : 0, isFour ? seed() : 0, isFour ? seed() : 0)
            let words = isFour ? frame.mixed(place, seeds) : frame.mixed(alone: place, seeds)
            value &+= isFour ? words[0] &+ words[1] &+ words[2] &+ words[3] : words[0]
            place &+= isFour ? 4 : 1
        }
    }

    /// Where the numbers of a frame lie.
    private struct Frame {
        /// Open, high, low, close, volume, bid, ask and their quantities, one column behind the other.
        private let numbers: UnsafeRawPointer
        private let barTimes: UnsafeRawPointer
        private let quoteTimes: UnsafeRawPointer
        private let rows: Int

        init(_ market: MarketFrame) {
            numbers = UnsafeRawPointer(market.values.storage.baseAddress.unsafelyUnwrapped)
            barTimes = UnsafeRawPointer(market.barTime.storage.baseAddress.unsafelyUnwrapped)
            quoteTimes = UnsafeRawPointer(market.quoteTime.storage.baseAddress.unsafelyUnwrapped)
            rows = market.values.rows
        }

        /// Mixes four places beside each other.
        @inline(__always)
        func mixed(_ place: Int, _ seeds: SIMD4<UInt64>) -> SIMD4<UInt64> {
            mixed(seeds) { $0.loadUnaligned(fromByteOffset: 8 &* (place &+ $1), as: SIMD4<UInt64>.self) }
        }

        /// Mixes one place, which is that of the first lane.
        @inline(__always)
        func mixed(alone place: Int, _ seeds: SIMD4<UInt64>) -> SIMD4<UInt64> {
            mixed(seeds) {
                SIMD4(repeating: $0.loadUnaligned(fromByteOffset: 8 &* (place &+ $1), as: UInt64.self))
            }
        }

        @inline(__always)
        private func mixed(
            _ seeds: SIMD4<UInt64>, _ load: (UnsafeRawPointer, Int) -> SIMD4<UInt64>
        ) -> SIMD4<UInt64> {
            var (words, key) = (seeds, SIMD4<UInt64>(repeating: MarketFingerprint.keyStep))
            MarketFingerprint.add(load(barTimes, 0), key, to: &words)
            key &+= SIMD4(repeating: MarketFingerprint.keyStep)
            MarketFingerprint.add(load(quoteTimes, 0), key, to: &words)
            for column in 0..<9 {
                key &+= SIMD4(repeating: MarketFingerprint.keyStep)
                MarketFingerprint.add(load(numbers, column &* rows), key, to: &words)
            }
            return MarketFingerprint.step(MarketFingerprint.step(words))
        }
    }

    /// The golden section of 2^64: from one key to the next half of the bits change.
    private static let keyStep: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Adds numbers under the key of their column.
    @inline(__always)
    private static func add(
        _ numbers: SIMD4<UInt64>, _ key: SIMD4<UInt64>, to words: inout SIMD4<UInt64>
    ) {
        let low = SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
        let keyed = numbers ^ key
        words &+= numbers &+ (keyed & low) &* (keyed &>> SIMD4(repeating: 32))
    }

    /// Mixes words one to one, each by itself; see `Digest`.
    @inline(__always)
    private static func step(_ met: SIMD4<UInt64>) -> SIMD4<UInt64> {
        let low = SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
        let folded = met ^ (met &>> SIMD4(repeating: 32))
        return (folded & low) &* SIMD4(repeating: 0xFD4D_E0AD) &+ (folded & ~low)
    }
}
