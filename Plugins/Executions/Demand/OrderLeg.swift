import SluiceKit
import SluiceMarket

/// Which part of a plan an order is; 0 is all of it, or what closes a holding.
enum OrderLeg {
    /// What opens a holding beside an order that closes the one before.
    static let opening: Int32 = 1
    /// An exit that waits for a profit.
    static let takeProfit: Int32 = 2
    /// An exit that waits for a loss.
    static let stopLoss: Int32 = 3

    /// Whether an order is an exit that waits for a price: it is not counted as under way, because only one of two will
    /// trade, and neither need.
    static func isExit(_ request: OrderRequest) -> Bool {
        request.origin.leg == takeProfit || request.origin.leg == stopLoss
    }
}
