internal import SluiceNumerics

/// A fingerprint of the bars and quotes that cycles have shown: equal data give equal fingerprints on every machine.
///
/// Each instrument's bar, quote and their times in each cycle are mixed into one word with the instrument's number, and
/// the words are added up: as a word holds the time it is of, none can stand for another's. What follows from the bars,
/// such as volatility, is not in it. Not for security; see `ColumnMix`.
public struct MarketFingerprint: Sendable {
    /// The fingerprint of all that was added.
    public private(set) var value: UInt64 = 0

    /// Begins with nothing.
    public init() {}

    /// Adds the first cycles of a frame that has each instrument once for each of them, or of a frame of one cycle.
    public mutating func add(_ market: MarketFrame, instruments: Int, cycles: Int) {
        guard instruments > 0, cycles > 0 else { return }
        let columns = ColumnMix(
            market.barTime.storage.baseAddress.unsafelyUnwrapped,
            market.quoteTime.storage.baseAddress.unsafelyUnwrapped,
            nine: market.values.storage.baseAddress.unsafelyUnwrapped, rows: market.values.rows)
        value &+= columns.sum(rows: cycles, of: instruments)
    }
}
