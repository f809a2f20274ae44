import SluiceNumerics

extension Adapter {
    static let orderFlowImbalance = Adapter("a15_order_flow_imbalance", constant: .input("sb1")) { vector in
        let input = vector.input
        func touch(_ moment: String) throws -> OrderFlowImbalance.Touch {
            .init(
                bid: try input["pb" + moment].double(), ask: try input["pa" + moment].double(),
                bidSize: try input["sb" + moment].double(), askSize: try input["sa" + moment].double())
        }
        return .object([
            "ofi": .number(try OrderFlowImbalance.step(from: touch("0"), to: touch("1")))
        ])
    }
}
