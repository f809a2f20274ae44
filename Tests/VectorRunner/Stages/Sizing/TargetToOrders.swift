import Executions
import SluiceMarket

extension Adapter {
    static let targetToOrders = Adapter("a20_target_to_orders", constant: .input("nav")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let sizing = try OrderSizing(
            lot: parameters["lot"].amount(), minValue: parameters["min_notional"].amount())
        let quantity = try sizing.quantity(
            from: input["current"].amount(), to: input["target"].amount(), equity: input["nav"].amount(),
            price: input["price"].amount())
        let side: String? = quantity.isZero ? nil : quantity < .zero ? "sell" : "buy"
        return .object(["side": .text(side), "quantity": .text("\(quantity.magnitude)")])
    }
}
