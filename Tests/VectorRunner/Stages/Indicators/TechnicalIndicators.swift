import SluiceNumerics

extension Adapter {
    /// The last bar's indicators; the vectors call a series that never moved strong.
    static let technicalIndicators = Adapter("b28_indicators", constant: .parameter("n")) { vector in
        let period = try vector.parameters["n"].integer()
        let (highs, lows) = try (vector.input["high"].doubles(), vector.input["low"].doubles())
        let closes = try vector.input["close"].doubles()
        var average = try SimpleAverage(series: 1, period: period)
        var exponential = try ExponentialAverage(series: 1, span: Double(period), seed: period)
        var strength = try RelativeStrength(series: 1, period: period, flat: 100)
        var range = try AverageTrueRange(series: 1, period: period)
        var movement = try DirectionalMovement(series: 1, period: period)
        for (index, close) in closes.enumerated() {
            average.push(close, series: 0)
            exponential.push(close, series: 0)
            strength.push(close, series: 0)
            range.push(high: highs[index], low: lows[index], close: close, series: 0)
            movement.push(high: highs[index], low: lows[index], close: close, series: 0)
        }
        func known(_ value: Double) -> JSON { value.isNaN ? .null : .number(value) }
        return .object([
            "sma": known(average.average(0)), "ema": known(exponential.average(0)),
            "rsi": known(strength.value(0)), "atr": known(range.value(0)), "adx": known(movement.adx(0)),
        ])
    }
}
