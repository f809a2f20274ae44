import SluiceMarket

extension Adapter {
    static let backtestBroker = Adapter("backtest_broker", constant: .parameter("slippage_bps")) { vector in
        let operations = try vector.input["operations"].array()
        let names = try Set(operations.map { try $0["symbol"].text() }).sorted()
        var desk = try Desk(names, vector.parameters)
        let results = try operations.map { operation -> JSON in
            guard let index = try names.firstIndex(of: operation["symbol"].text()) else {
                throw VectorFault("no symbol")
            }
            guard try operation["op"].text() == "order" else {
                desk.quotes[index] = (try operation["bid"].amount(), try operation["ask"].amount())
                return .object(["cash": .number(desk.account.cash)])
            }
            return try desk.order(index, operation)
        }
        return .object(["after_each": .array(results), "total_fees": .number(desk.account.fees)])
    }

    /// The quotes that orders fill at, and the account they are booked in.
    private struct Desk {
        let names: [String]
        let model: SlippageModel
        let slippage: Double
        var account: CashAccount
        var quotes: [(bid: Amount, ask: Amount)?]

        init(_ names: [String], _ parameters: JSON) throws {
            let word = try parameters["slippage_model"].text()
            guard let model = SlippageModel(rawValue: word) else { throw VectorFault("\(word) is no model") }
            (self.names, self.model) = (names, model)
            slippage = try parameters["slippage_bps"].double()
            account = CashAccount(
                cash: try parameters["initial_cash"].amount(), instruments: names.count,
                fee: try parameters["fee_bps"].amount())
            quotes = Array(repeating: nil, count: names.count)
        }

        mutating func order(_ index: Int, _ operation: JSON) throws -> JSON {
            let (side, quantity) = (try Adapter.side(operation["side"]), try operation["qty"].amount())
            let limit = operation["limit_price"].isNull ? nil : try operation["limit_price"].amount()
            let feesBefore = account.fees
            var (refusal, price): (String?, Amount?) = ("no_quote", nil)
            if let quote = quotes[index] {
                let bps = model.bps(
                    base: slippage, impact: 0, quantity: quantity.doubleValue, volume: .nan)
                let slipped = try side.worsened(
                    side == .buy ? quote.ask : quote.bid, bps: JSON.number(bps).amount())
                if let limit, !side.accepts(slipped, limit: limit) {
                    refusal = "limit_price_not_met"
                } else {
                    refusal = try account.trade(side, quantity, of: index, at: slipped)?.rawValue
                }
                price = refusal == nil ? slipped : nil
            }
            let fee = price == nil ? nil : try account.fees.subtracting(feesBefore)
            return .object(
                try state(adding: [
                    "status": .text(refusal == nil ? "filled" : "rejected"), "reject_code": .text(refusal),
                    "fill_price": .number(price), "fee": .number(fee),
                ]))
        }

        private func state(adding parts: [String: JSON]) throws -> [String: JSON] {
            let held = names.indices.filter { !account.holdings[$0].isZero }
            let mids = try quotes.map { quote -> Amount in
                guard let quote else { return .zero }
                return try quote.bid.adding(quote.ask).divided(by: Amount(2), rounding: .halfEven)
            }
            let state: [String: JSON] = [
                "cash": .number(account.cash), "portfolio_value": .number(try account.value(at: mids)),
                "positions": .numbers(held.map { names[$0] }, held.map { account.holdings[$0].doubleValue }),
                "avg_cost": .numbers(
                    held.map { names[$0] }, held.map { account.averageCost[$0].doubleValue }),
            ]
            return state.merging(parts) { $1 }
        }
    }
}
