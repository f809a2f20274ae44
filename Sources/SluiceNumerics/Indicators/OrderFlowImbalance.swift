/// What changed between two moments at the best bid and ask, in quantity: more means more to buy.
///
/// b - a, where b is the bid's new size if its price rose, the change of its size if it stayed, minus its old size if it
/// fell; and a is the ask's new size if its price fell, the change of its size if it stayed, minus its old size if it
/// rose. All six terms count. Source: Cont, Kukanov, Stoikov, The Price Impact of Order Book Events, Journal of
/// Financial Econometrics 12, 2014. Worked number: from 300 at 99.98 and 200 at 100.02 to 100 at 99.99 and 500 at
/// 100.03 it is 100 - (-200) = 300.
public enum OrderFlowImbalance {
    /// A moment at the touch.
    public struct Touch: Equatable, Sendable {
        /// Best price a buyer offers.
        public let bid: Double
        /// Best price a seller asks.
        public let ask: Double
        /// Quantity at the bid.
        public let bidSize: Double
        /// Quantity at the ask.
        public let askSize: Double

        /// Creates a moment.
        public init(bid: Double, ask: Double, bidSize: Double, askSize: Double) {
            (self.bid, self.ask, self.bidSize, self.askSize) = (bid, ask, bidSize, askSize)
        }

        /// Whether every number is finite and no size negative.
        public var isUsable: Bool {
            bid.isFinite && ask.isFinite && bidSize.isFinite && askSize.isFinite && bidSize >= 0
                && askSize >= 0
        }
    }

    /// The imbalance of one step; NaN when either moment is not usable.
    public static func step(from before: Touch, to after: Touch) -> Double {
        guard before.isUsable, after.isUsable else { return .nan }
        let bids =
            after.bid > before.bid
            ? after.bidSize
            : after.bid < before.bid ? -before.bidSize : after.bidSize - before.bidSize
        let asks =
            after.ask < before.ask
            ? after.askSize
            : after.ask > before.ask ? -before.askSize : after.askSize - before.askSize
        return bids - asks
    }
}
