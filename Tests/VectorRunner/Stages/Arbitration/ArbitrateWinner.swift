import SluiceNumerics

extension Adapter {
    static let arbitrateWinner = Adapter("a08_arbitrate_winner", constant: .share("mix")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let order = try parameters["order"].array().map { try $0.text() }
        let ladder = try HorizonLadder(
            minutes: HorizonLadder.usual.map { Double(try horizonMinutes($0)) },
            of: order.map { Double(try horizonMinutes($0)) })
        let rule = try WinnerRule(
            riskPrice: parameters["k_vol"].double(), mix: parameters["mix"].double())
        let lengths = try order.map(horizonScale)
        let volatilities = try input["vol"].doubles()
        let gross = try order.map { try input["gross"][$0].doubles() }
        let cost = try order.map { try input["cost"][$0].doubles() }
        var alphas: [Double] = []
        var winners: [JSON] = []
        for (symbol, volatility) in volatilities.enumerated() {
            let nets = order.indices.map {
                WinnerRule.netBps(alphaBps: gross[$0][symbol], costBps: cost[$0][symbol])
            }
            let choice = rule.choose(nets, lengths, ladder, fiveMinuteBps: volatility)
            alphas.append(choice.netBps)
            winners.append(.text(choice.horizon.map { order[$0] }))
        }
        return .object([
            "signed": .object(["alpha": .numbers(alphas), "per_symbol": .array(winners)])
        ])
    }
}
