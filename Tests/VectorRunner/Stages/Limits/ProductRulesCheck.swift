import SluiceMarket

extension Adapter {
    static let productRules = Adapter("b02_spec_validate", constant: .parameter("min_size")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let rules = ProductRules(
            quantityStep: try made(Increment(parameters["step_size"].amount()), "step"),
            ticks: TickTable(try made(Increment(parameters["price_increment"].amount()), "step")),
            minQuantity: try parameters["min_size"].optionalAmount() ?? .zero,
            minNotional: try parameters["min_notional"].optionalAmount())
        let outcome = try rules.fitted(
            input["side"].side(), quantity: input["quantity"].optionalAmount(),
            price: input["price"].optionalAmount(),
            hasLimit: ["limit", "stop_limit"].contains(input["type"].text()))
        func terms(_ terms: ProductRules.Terms) -> [String: JSON] {
            ["quantity": .decimal(terms.quantity), "price": .decimal(terms.price)]
        }
        let strict: [String: JSON] =
            switch outcome {
            case .fits(let fitting): terms(fitting).merging(["ok": .boolean(true)]) { $1 }
            case .refused(let reason, let suggestion):
                (suggestion.map(terms) ?? [:]).merging(
                    ["ok": .boolean(false), "reason": .text(reason.rawValue)]) { $1 }
            }
        return .object(["strict": .object(strict)])
    }
}
