import SluiceMarket

/// A fingerprint of the bars and quotes that cycles have shown: equal data give equal fingerprints on every machine.
///
/// Each instrument's bar, quote and their times in each cycle are mixed into one word with the instrument's number, and
/// the words are added up: as a word holds the time it is of, none can stand for another's. What follows from the bars,
/// such as volatility, is not in it. Not for security. Cost: some 60 instructions a place.
public struct MarketFingerprint: Sendable {
    /// The fingerprint of all that was added.
    public private(set) var value: UInt64 = 0

    /// Begins with nothing.
    public init() {}

    /// Adds some cycles of a frame that has each instrument once for each of them, from a place on.
    public mutating func add(_ market: MarketFrame, instruments: Int, from place: Int, cycles: Int) {
        guard instruments > 0 else { return }
        let rows = market.values.rows
        guard let numbers = UnsafePointer(market.values.storage.baseAddress) else { return }
        for index in 0..<instruments {
            let seed = (UInt64(truncatingIfNeeded: index) &+ 1) &* 0x9E37_79B9_7F4A_7C15
            var own = place + index
            for _ in 0..<cycles {
                var word = seed ^ UInt64(bitPattern: market.barTime[own].nanoseconds)
                word = Self.step(word) ^ UInt64(bitPattern: market.quoteTime[own].nanoseconds)
                // Open, high, low, close, volume, bid, ask and their quantities.
                for column in 0..<9 { word = Self.step(word) ^ numbers[column &* rows &+ own].bitPattern }
                value &+= Self.step(Self.step(word))
                own += instruments
            }
        }
    }

    /// Mixes a word one to one: an odd factor spreads a bit upwards, and the fold brings the upper half down.
    @inline(__always)
    private static func step(_ word: UInt64) -> UInt64 {
        let mixed = word &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed &>> 32)
    }
}
