import SluiceNumerics

extension Adapter {
    static let arbitrateSoftmax = Adapter("a09_arbitrate_softmax", constant: .parameter("beta")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let order = try parameters["order"].array().map { try $0.text() }
        let rule = try HorizonSoftmax(
            beta: parameters["beta"].double(), epsilon: parameters["eps"].double())
        let roots = try order.map { try horizonScale($0).root }
        let nets = try order.map { try input["net"][$0].doubles() }
        var alphas: [Double] = []
        var weights: [[Double]] = []
        for (symbol, volatility) in try input["vol"].doubles().enumerated() {
            let own = nets.map { $0[symbol] }
            let weighed = rule.weights(own, roots: roots, volatility: volatility)
            alphas.append(HorizonSoftmax.blend(own, weighed))
            weights.append(weighed)
        }
        let heaviest = HorizonSoftmax.heaviest(onAverage: weights)
        return .object([
            "alpha": .numbers(alphas),
            "selected": .text(heaviest.map { order[$0] }),
            "weights": .array(weights.map { .numbers($0) }),
        ])
    }
}
