import SluiceMarket

extension Adapter {
    static let orderReconcile = Adapter("b37_order_reconcile", constant: .first("local")) { vector in
        let input = vector.input
        let finals = try input["exchange_final"].object()
        let states = try finals.mapValues { try state(named: $0.text()) }
        let round = OrderReconciliation(
            local: try snapshots(input["local"]), venue: .complete(try snapshots(input["exchange_open"])),
            prefix: try vector.parameters["prefix"].text(), finalState: { states[$0] })
        guard let round else { throw VectorFault("the listing is incomplete") }
        return .object([
            "actions": .array(round.entries.map { words(of: $0) }), "drift": .integer(round.drift),
        ])
    }

    private static func words(of entry: OrderReconciliation.Entry) -> JSON {
        var action: [String: JSON] = ["id": .text(entry.id)]
        switch entry.finding {
        case .agrees: action["action"] = .text("ok")
        case .lost: action["action"] = .text("lost")
        case .adopt: action["action"] = .text("adopt")
        case .foreign: action["action"] = .text("foreign")
        case .finalize(let state):
            action["action"] = .text("finalize")
            action["status"] = .text(name(of: state))
        case .update(let filled, let state):
            action["action"] = .text("update")
            action["filled"] = .decimal(filled)
            action["status"] = .text(name(of: state))
        }
        return .object(action)
    }

    private static func snapshots(_ orders: JSON) throws -> [OrderSnapshot] {
        try orders.object().map { id, order in
            OrderSnapshot(
                id: id, quantity: try order["quantity"].amount(), filled: try order["filled"].amount(),
                state: try state(named: order["status"].text()))
        }
    }

    private static func state(named name: String) throws(VectorFault) -> OrderState {
        switch name {
        case "open": return .accepted
        case "partial": return .partiallyFilled
        default:
            guard let state = OrderState(rawValue: name) else { throw VectorFault("\(name) is no state") }
            return state
        }
    }

    private static func name(of state: OrderState) -> String {
        switch state {
        case .accepted: "open"
        case .partiallyFilled: "partial"
        default: state.rawValue
        }
    }
}
