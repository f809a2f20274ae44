import SluiceMarket

extension Adapter {
    static let markAge = Adapter("b22_mark_staleness", constant: .parameter("max_staleness_ms")) { vector in
        let rule = try made(
            MarkAge(
                oldest: .milliseconds(vector.parameters["max_staleness_ms"].integer()),
                ahead: .milliseconds(vector.parameters["max_future_ms"].integer())), "rule")
        func moment(_ value: JSON) throws -> Timestamp? {
            value.isNull ? nil : Timestamp(nanoseconds: 0) + .milliseconds(try value.integer())
        }
        guard let now = try moment(vector.input["now_ms"]) else { throw VectorFault("now is missing") }
        let mark = try moment(vector.input["last_mark_ms"])
        return .object([
            "state": .text(rule.state(of: mark, at: now).rawValue),
            "age_ms": mark.map { .integer(Int(now.since($0).nanoseconds / 1_000_000)) } ?? .null,
        ])
    }
}
