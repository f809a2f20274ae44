import SluiceMarket

extension Adapter {
    static let accountValue = Adapter("b20_portfolio_equity", constant: .input("cash")) { vector in
        let positions = try vector.input["positions"].array()
        var value = AccountValue(cash: try vector.input["cash"].amount())
        for holding in positions {
            let quantity = try holding["quantity"].amount()
            let cost = try quantity.multiplied(by: holding["avg"].amount(), rounding: .halfEven)
            try value.add(
                holding["kind"].text() == "spot" ? .spot : .contract,
                made(Position(quantity: quantity, cost: cost), "position"),
                mark: holding["mark"].optionalAmount())
        }
        return .object([
            "equity": .decimal(value.equity),
            "gross": .decimal(try value.gross()),
            "net": .decimal(try value.net()),
            "long": .decimal(value.long),
            "short": .decimal(value.short),
            "leverage": .decimal(try value.leverage()),
            "complete": .boolean(value.isComplete),
            "missing": .array(value.missing.map { positions[$0]["symbol"] }),
        ])
    }
}
