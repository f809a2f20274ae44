/// A moment in the life of an order at which a test may let the process die.
package enum FailPoint: String, CaseIterable, Sendable {
    /// What is meant is durable, and the order has not left.
    case intended
    /// The order has left, and what the broker answered is not booked.
    case sent
    /// The answer is booked, and not durable.
    case answered
    /// The cycle was given to the journal, which may or may not have written it.
    case committed
}

extension Engine {
    /// Passes a moment at which a test may let the process die.
    func reach(_ point: FailPoint) {
        #if DEBUG
        atFailPoint?(point)
        #endif
    }
}
