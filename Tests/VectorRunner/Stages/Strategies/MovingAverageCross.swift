import SluiceNumerics

extension Adapter {
    /// The ancestor asks the prices before a crossing to confirm it, which they never can.
    static let movingAverageCross = Adapter("b29_ma_cross", constant: .parameter("confirm")) { vector in
        let parameters = vector.parameters
        var cross = try MovingAverageCross(
            series: 1,
            short: parameters["short"].integer(),
            long: parameters["long"].integer(),
            epsilon: parameters["eps_bps"].decimal() / 10_000,
            confirmation: parameters["confirm"].integer(),
            confirming: .before
        )
        var signal = MovingAverageCross.Signal.neutral
        for mark in try vector.input["marks"].array() {
            signal = cross.push(try mark.decimal(), series: 0)
        }
        return .object(["signal": .text("\(signal)")])
    }
}
