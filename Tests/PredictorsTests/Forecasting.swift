import SluiceKit
import SluiceMarket
import SluiceTestKit

/// A tape of one instrument with these closes; nil is a cycle without a bar.
func tape(_ closes: [Double?]) -> MarketTape {
    MarketTape(
        instruments: ["AAA"],
        times: closes.indices.map { ManualClock.start + .minutes($0 + 1) },
        bars: closes.map { [$0.map { MarketBar($0) }] }
    )
}

/// What one instrument is forecast to return in each cycle, with a volatility that does not move.
func forecasts(
    of predictor: some Predictor, closes: [Double?], volatility: Double = 0.01, horizon: Int = 0
) throws -> [Double] {
    let tape = tape(closes)
    let market = tape.frame()
    let frame = ForecastFrame(instruments: 1, horizons: 3, members: 1)
    return try closes.indices.map { cycle in
        tape.play(cycle, into: market)
        market.volatility.fill(volatility)
        try predictor.predict(.test(number: cycle + 1), market, into: frame)
        return frame.column(member: 0, horizon: horizon)[0]
    }
}

/// Walks through a seeded market with gaps and absent numbers, with the closes each instrument has had so far.
func forEachForecast(
    of predictor: some Predictor, cycles: Int = 300,
    _ body: (_ closes: [Double], _ volatility: Double, _ isFresh: Bool, _ forecasts: [Double]) -> Void
) throws {
    var builder = MarketBuilder(instruments: ["AAA", "BBB"], seed: 11)
    (builder.gaps, builder.absent) = (0.1, 0.02)
    let tape = builder.tape(cycles: cycles)
    let market = tape.frame()
    let frame = ForecastFrame(instruments: 2, horizons: 3, members: 1)
    var closes: [[Double]] = [[], []]
    for cycle in tape.times.indices {
        tape.play(cycle, into: market)
        // What an earlier cycle left behind must not show.
        frame.values.fill(12_345)
        try predictor.predict(.test(number: cycle + 1, now: tape.times[cycle]), market, into: frame)
        for index in 0..<2 {
            let isFresh = market.isFresh(index) && !market.close[index].isNaN
            if isFresh { closes[index].append(market.close[index]) }
            let forecasts = (0..<3).map { frame.column(member: 0, horizon: $0)[index] }
            body(closes[index], market.volatility[index], isFresh, forecasts)
        }
    }
}

/// Whether two numbers are the same to a billionth of themselves, both absent counting as the same.
func isClose(_ one: Double, _ other: Double) -> Bool {
    if one.isNaN || other.isNaN { return one.isNaN && other.isNaN }
    return (one - other).magnitude <= 1e-9 * max(1, other.magnitude)
}
