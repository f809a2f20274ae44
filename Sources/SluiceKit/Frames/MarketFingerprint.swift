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
            if end - place >= 4 {
                let seeds = SIMD4(seed(), seed(), seed(), seed())
                value &+= frame.mixed(place, seeds).wrappedSum()
                place &+= 4
            } else {
                value &+= frame.mixed(alone: place, seed())
                place &+= 1
            }
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
            var words = seeds
            forEachColumn { column, start, key in
                MarketFingerprint.add(
                    column.loadUnaligned(fromByteOffset: 8 &* (place &+ start), as: SIMD4<UInt64>.self),
                    SIMD4(repeating: key), to: &words)
            }
            return MarketFingerprint.step(MarketFingerprint.step(words))
        }

        /// Mixes one place.
        @inline(__always)
        func mixed(alone place: Int, _ seed: UInt64) -> UInt64 {
            var word = seed
            forEachColumn { column, start, key in
                MarketFingerprint.add(
                    column.loadUnaligned(fromByteOffset: 8 &* (place &+ start), as: UInt64.self), key,
                    to: &word)
            }
            return MarketFingerprint.step(MarketFingerprint.step(word))
        }

        /// Where each column begins, in numbers from a pointer, and its key.
        @inline(__always)
        private func forEachColumn(_ body: (UnsafeRawPointer, Int, UInt64) -> Void) {
            var key = MarketFingerprint.keyStep
            body(barTimes, 0, key)
            key &+= MarketFingerprint.keyStep
            body(quoteTimes, 0, key)
            for column in 0..<9 {
                key &+= MarketFingerprint.keyStep
                body(numbers, column &* rows, key)
            }
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

    /// The same of one number.
    @inline(__always)
    private static func add(_ number: UInt64, _ key: UInt64, to word: inout UInt64) {
        let keyed = number ^ key
        word &+= number &+ (keyed & 0xFFFF_FFFF) &* (keyed &>> 32)
    }

    /// The same as below of one word.
    @inline(__always)
    private static func step(_ met: UInt64) -> UInt64 {
        let folded = met ^ (met &>> 32)
        return (folded & 0xFFFF_FFFF) &* 0xFD4D_E0AD &+ (folded & ~0xFFFF_FFFF)
    }

    /// Mixes words one to one, each by itself; see `Digest`.
    @inline(__always)
    private static func step(_ met: SIMD4<UInt64>) -> SIMD4<UInt64> {
        let low = SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
        let folded = met ^ (met &>> SIMD4(repeating: 32))
        return (folded & low) &* SIMD4(repeating: 0xFD4D_E0AD) &+ (folded & ~low)
    }
}
