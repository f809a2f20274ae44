import SluiceNumerics

extension Adapter {
    /// Here only a difference that is strictly greater than the band trades.
    static let strictBand = Adapter("a13_no_trade_band", constant: .parameter("band")) { vector in
        let band = try NoTradeBand(width: vector.parameters["band"].double(), onBand: .keeps)
        let current = try vector.input["current"].doubles()
        let weights = try zip(current, vector.input["target"].doubles()).map {
            band.adjusted(current: $0, target: $1)
        }
        return .object([
            "weights": .numbers(weights),
            "turnover": .number(Turnover.fraction(current: current.span, target: weights.span)),
        ])
    }
}
