/// What the sizes at the touch say about the price.
public enum BookMath {
    /// (bid size - ask size) / (bid size + ask size), -1 to 1; NaN when a size is absent, negative or both are zero.
    ///
    /// Source: Gould, Bonart, Queue Imbalance as a One-Tick-Ahead Price Predictor, 2016. Worked number: 300 to buy and
    /// 100 to sell give 0.5.
    @inlinable
    public static func imbalance(bidSize: Double, askSize: Double) -> Double {
        guard bidSize >= 0, askSize >= 0, bidSize + askSize > 0, (bidSize + askSize).isFinite else {
            return .nan
        }
        return (bidSize - askSize) / (bidSize + askSize)
    }

    /// The touch's prices, each weighted by the size on the other side: (bid x ask size + ask x bid size) / both sizes.
    ///
    /// NaN when a price or size is absent, a price not above zero, the quote crossed, or both sizes zero. Source:
    /// Stoikov, The Micro-Price, 2018, first-order form. Worked number: 300 at 99.95 and 100 at 100.05 give 100.025.
    @inlinable
    public static func microprice(bid: Double, ask: Double, bidSize: Double, askSize: Double) -> Double {
        let lean = imbalance(bidSize: bidSize, askSize: askSize)
        guard bid > 0, ask >= bid, ask.isFinite else { return .nan }
        return (bid + ask) / 2 + lean * (ask - bid) / 2
    }
}
