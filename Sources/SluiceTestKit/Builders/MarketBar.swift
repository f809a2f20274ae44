public import SluiceMarket

/// One bar of one instrument, with the quote at its end; NaN means absent.
public struct MarketBar: Hashable, Sendable {
    /// First price.
    public var open: Double
    /// Highest price.
    public var high: Double
    /// Lowest price.
    public var low: Double
    /// Last price.
    public var close: Double
    /// Traded quantity.
    public var volume: Double
    /// Best price a buyer offers.
    public var bid: Double
    /// Best price a seller asks.
    public var ask: Double
    /// Quantity at the bid.
    public var bidSize: Double
    /// Quantity at the ask.
    public var askSize: Double

    /// Creates a bar of one price with a quote around it.
    ///
    /// The bar opens where it closes unless told otherwise. `spread` is the width of the quote over its midpoint,
    /// which is the last price; nil for no quote.
    public init(
        _ close: Double,
        open: Double? = nil,
        high: Double? = nil,
        low: Double? = nil,
        volume: Double = 10_000,
        spread: BasisPoints? = 4,
        size: Double = 500
    ) {
        let open = open ?? close
        (self.open, self.close, self.volume) = (open, close, volume)
        self.high = high ?? max(open, close)
        self.low = low ?? min(open, close)
        let half = spread.map { $0.fraction / 2 * close } ?? .nan
        (bid, ask) = (close - half, close + half)
        (bidSize, askSize) = spread == nil ? (.nan, .nan) : (size, size)
    }
}
