import SluiceKit
import SluiceMarket

/// Turns what a signal says into basis points.
///
/// score = strength x confidence x `fullScore`, in standard deviations; basis points as `HorizonReturns` says. A signal
/// that is as strong and sure as can be thus counts as a price move of `fullScore` standard deviations would, and one
/// that says 0 expects nothing, which is not the same as absent. For a strength of 0.5, a confidence of 0.8 and a full
/// score of 2 the score is 0.8; at an ic of 0.05 and 0.1% a bar, over 4 bars, that is 0.8 bps.
final class SignalForecast {
    private let fullScore: Double
    private let returns: HorizonReturns
    private let readings: SignalColumns
    private let scores: ColumnSet

    init(
        _ horizons: [Horizon], informationCoefficient: Double, fullScore: Double, axes: Axes
    ) throws {
        self.fullScore = fullScore
        returns = try HorizonReturns(horizons, informationCoefficient: informationCoefficient, axes: axes)
        readings = SignalColumns(instruments: axes.instruments.count)
        scores = ColumnSet(columns: 1, rows: axes.instruments.count)
    }

    /// Lets the signal read the market and fills the frame's one member.
    func write(_ signal: some MarketSignal, _ market: MarketFrame, into forecasts: ForecastFrame) {
        let (strength, confidence) = (readings.strength, readings.confidence)
        signal.read(market, strength: strength, confidence: confidence)
        write(strength, confidence, market, into: forecasts)
    }

    /// Fills the frame's one member from what was read elsewhere.
    func write(
        _ strength: Column, _ confidence: Column, _ market: MarketFrame, into forecasts: ForecastFrame
    ) {
        let score = scores[0]
        for index in 0..<score.count { score[index] = strength[index] * confidence[index] * fullScore }
        returns.write(scores, market.volatility, into: forecasts)
    }
}
