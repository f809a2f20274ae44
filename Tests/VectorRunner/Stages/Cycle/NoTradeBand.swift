import SluiceNumerics

extension Adapter {
    /// In these vectors an instrument without a target is to be closed: its target is 0, and is not listed.
    static let noTradeBand = Adapter("no_trade_band", constant: .parameter("band")) { vector in
        let wished = try vector.input["target"].keys()
        let names = try Set(wished).union(vector.input["current"].keys()).sorted()
        let current = try vector.input["current"].doubles(names, absent: 0)
        let target = try vector.input["target"].doubles(names, absent: 0)
        let band = try NoTradeBand(width: vector.parameters["band"].double())
        let adjusted = zip(current, target).map { band.adjusted(current: $0, target: $1) }
        let listed = names.indices.filter { wished.contains(names[$0]) }
        let trades = names.indices.filter { adjusted[$0] != current[$0] }.map { index -> JSON in
            let trade = adjusted[index] - current[index]
            return .array([.text(names[index]), .number(trade), .text(trade > 0 ? "BUY" : "SELL")])
        }
        return .object([
            "adjusted": .numbers(listed.map { names[$0] }, listed.map { adjusted[$0] }),
            "trades": .array(trades),
            "turnover_raw": .number(Turnover.fraction(current: current.span, target: target.span)),
        ])
    }
}
