import SluiceNumerics

extension Adapter {
    /// The ancestor asked for a short's cash when it was opened and held none of it back.
    static let paperBroker = Adapter("paper_broker", constant: .parameter("slippage_bps")) { vector in
        let operations = try vector.input["operations"].array()
        let names = try Set(operations.map { try $0["symbol"].text() }).sorted()
        var account = try PaperAccount(
            instruments: names.count, cash: vector.parameters["initial_cash"].double(),
            slippageBps: vector.parameters["slippage_bps"].double(),
            feeBps: vector.parameters["fee_bps"].double(),
            shortCash: .asked)
        let results = try operations.map { operation -> JSON in
            guard let instrument = try names.firstIndex(of: operation["symbol"].text()) else {
                throw VectorFault("no symbol")
            }
            guard try operation["op"].text() == "order" else {
                try account.quote(instrument, bid: operation["bid"].double(), ask: operation["ask"].double())
                return .object(["cash": .number(account.cash)])
            }
            let outcome = try account.order(
                instrument, sign: operation["side"].text() == "BUY" ? 1 : -1,
                quantity: operation["qty"].double())
            var result = words(of: outcome)
            let held = names.indices.filter { account.positions[$0] != 0 }
            result["positions"] = .numbers(held.map { names[$0] }, held.map { account.positions[$0] })
            result["cash"] = .number(account.cash)
            result["portfolio_value"] = .number(account.value)
            return .object(result)
        }
        return .object(["after_each": .array(results)])
    }

    private static func words(of outcome: PaperAccount.Outcome) -> [String: JSON] {
        switch outcome {
        case .filled(let price, _): ["status": .text("filled"), "fill_price": .number(price)]
        case .resting: ["status": .text("resting")]
        case .invalidQuantity: ["error": .text("OrderRejectedError")]
        case .noQuote: ["error": .text("BrokerError")]
        case .insufficientCash: ["error": .text("InsufficientFundsError")]
        }
    }
}
