import SluiceMarket

extension Adapter {
    static let bracket = Adapter("b17_bracket", constant: .parameter("stop_loss_bps")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let prices = try BracketPrices(
            side: try side(input["side"]), entry: try input["entry"].amount(),
            takeProfit: try parameters["take_profit_bps"].amount(),
            stopLoss: try parameters["stop_loss_bps"].amount(), tick: try parameters["increment"].amount())
        guard let prices else { throw VectorFault("no bracket") }
        return .object([
            "take_profit": .decimal(prices.takeProfit), "stop": .decimal(prices.stop),
            "exit_side": .text(prices.exitSide.rawValue),
        ])
    }

    static func side(_ value: JSON) throws -> Side {
        let word = try value.text()
        guard let side = Side(rawValue: word.lowercased()) else { throw VectorFault("\(word) is no side") }
        return side
    }
}
