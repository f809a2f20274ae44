extension Adapter {
    /// Orders: their life, their children, their fills, and what both sides know of them.
    static let orders: [Adapter] = [.orderLifecycle, .orderReconcile, .reconciliation]
}
