/// Which part of a plan an order is; 0 is all of it, or what closes a holding.
enum OrderLeg {
    /// What opens a holding beside an order that closes the one before.
    static let opening: Int32 = 1
    /// An exit that waits for a profit.
    static let takeProfit: Int32 = 2
    /// An exit that waits for a loss.
    static let stopLoss: Int32 = 3
}
