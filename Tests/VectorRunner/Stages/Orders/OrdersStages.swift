extension Adapter {
    /// Orders: their life, their children, their fills, and what both sides know of them.
    static let orders: [Adapter] = [
        .backtestBroker, .backtestFill, .bracket, .iceberg, .orderLifecycle, .orderReconcile, .reconciliation,
        .stopsTrailing, .twap, .vwapSchedule,
    ]
}
