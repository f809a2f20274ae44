import SluiceMarket

extension Adapter {
    /// The ancestor's machine refuses a fill that it does not expect.
    static let orderLifecycle = Adapter("order_lifecycle", constant: .input("qty")) { vector in
        guard var order = OrderProgress(quantity: try vector.input["qty"].amount(), fills: .refused) else {
            throw VectorFault("no quantity")
        }
        var transitions = 0
        let steps = try vector.input["operations"].array().map { operation -> JSON in
            let before = order.state
            let isTaken = try apply(operation, to: &order)
            transitions += order.state == before ? 0 : 1
            return .object([
                "accepted": .boolean(isTaken), "status": .text(status(of: order.state)),
                "is_active": .boolean(order.state.isAtVenue), "is_terminal": .boolean(order.state.isFinished),
                "filled_qty": .number(order.filled), "remaining_qty": .number(order.remaining),
                "avg_fill_price": .number(order.averagePrice),
            ])
        }
        return .object(["after_each": .array(steps), "transitions": .integer(transitions)])
    }

    private static func apply(_ operation: JSON, to order: inout OrderProgress) throws -> Bool {
        switch try operation["op"].text() {
        case "submit": order.apply(.intended) == .taken && order.apply(.sent) == .taken
        case "fill":
            try order.fill(operation["qty"].amount(), at: operation["price"].amount()) == .taken
        case "cancel": order.apply(.cancelled) == .taken
        case "reject": order.apply(.rejected) == .taken
        case "expire": order.apply(.expired) == .taken
        case let other: throw VectorFault("\(other) is no operation")
        }
    }

    private static func status(of state: OrderState) -> String {
        switch state {
        case .new: "pending"
        case .sent: "submitted"
        default: state.rawValue
        }
    }
}
