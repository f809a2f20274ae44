public import SluiceKit
public import SluiceMarket

extension MarketFrame {
    /// A frame of fresh bars, one for each instrument, with quotes of the same moment.
    ///
    /// A bar of nil stands for an instrument without any; `volatility` is the standard deviation of the returns of
    /// one bar, a fraction, and `tradedValue` the mean traded value of a session. `features` are the market's
    /// features by name, each with a number for each instrument, in order of their names.
    public static func test(
        _ bars: [MarketBar?],
        volatility: Double = 0.001,
        tradedValue: Double = 50_000_000,
        barMinutes: Double = 1,
        features: [String: [Double]] = [:],
        at time: Timestamp = ManualClock.start
    ) -> MarketFrame {
        let names = features.keys.sorted()
        let frame = MarketFrame(count: bars.count, barMinutes: barMinutes, features: names)
        for (number, name) in names.enumerated() {
            for (instrument, value) in (features[name] ?? []).prefix(bars.count).enumerated() {
                frame.features.column(number)[instrument] = value
            }
        }
        frame.volatility.fill(volatility)
        frame.tradedValue.fill(tradedValue)
        for (instrument, bar) in bars.enumerated() {
            if let bar { frame.set(instrument, bar, at: time) }
        }
        return frame
    }

    /// Gives an instrument a fresh bar, and the quote at its end where the bar has one.
    public func set(_ instrument: Int, _ bar: MarketBar, at time: Timestamp) {
        open[instrument] = bar.open
        high[instrument] = bar.high
        low[instrument] = bar.low
        close[instrument] = bar.close
        volume[instrument] = bar.volume
        bid[instrument] = bar.bid
        ask[instrument] = bar.ask
        bidSize[instrument] = bar.bidSize
        askSize[instrument] = bar.askSize
        fresh[instrument] = 1
        barTime[instrument] = time
        quoteTime[instrument] = bar.bid.isNaN || bar.ask.isNaN ? .distantPast : time
    }
}
