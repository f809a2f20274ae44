import SluiceNumerics

extension Adapter {
    static let quoteMath = Adapter("quote_math", constant: .input("ask")) { vector in
        let bid = try vector.input["bid"].double()
        let ask = try vector.input["ask"].double()
        let last = try vector.input["last"].double()
        return .object([
            "mid": .number(QuoteMath.mid(bid: bid, ask: ask)),
            "spread_bps": .number(QuoteMath.spreadBps(bid: bid, ask: ask)),
            "effective_spread_bps": .number(QuoteMath.effectiveSpreadBps(bid: bid, ask: ask, last: last)),
        ])
    }
}
