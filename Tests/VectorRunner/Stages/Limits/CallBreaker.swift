import SluiceMarket

extension Adapter {
    static let callBreaker = Adapter("b36_circuit_breaker", constant: .parameter("recovery_s")) { vector in
        var breaker = try made(
            CircuitBreaker(
                failures: vector.parameters["failures"].integer(),
                recovery: .seconds(Int(vector.parameters["recovery_s"].double())),
                successes: vector.parameters["successes"].integer()), "breaker")
        let steps = try vector.input["events"].array().map { event in
            let now = try event["t"].second()
            let isAllowed = breaker.allows(at: now)
            if isAllowed { breaker.record(success: try event["result"].text() == "ok", at: now) }
            return JSON.object(["allowed": .boolean(isAllowed), "state": .text(breaker.state.rawValue)])
        }
        return .object(["steps": .array(steps)])
    }
}
