import SluiceKit
import SluiceMarket
import SluiceTestKit

/// What one instrument is forecast to return over the first horizon, in bars of the test's making.
func forecasts(
    of predictor: some Predictor, bars: [MarketBar?], volatility: Double = 0.01
) throws -> [Double] {
    let tape = MarketTape(
        instruments: ["AAA"], times: bars.indices.map { ManualClock.start + .minutes($0 + 1) },
        bars: bars.map { [$0] })
    let market = tape.frame()
    let frame = ForecastFrame(instruments: 1, horizons: 3, members: 1)
    return try bars.indices.map { cycle in
        tape.play(cycle, into: market)
        market.volatility.fill(volatility)
        try predictor.predict(.test(number: cycle + 1), market, into: frame)
        return frame.column(member: 0, horizon: 0)[0]
    }
}

extension MarketBar {
    /// A bar of 100 with a quote whose sides have different quantities.
    static func quoted(bid: Double, ask: Double, spread: BasisPoints? = 4, close: Double = 100) -> MarketBar {
        var bar = MarketBar(close, spread: spread)
        (bar.bidSize, bar.askSize) = (bid, ask)
        return bar
    }
}
