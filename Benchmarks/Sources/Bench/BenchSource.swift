import SluiceKit
import SluiceMarket

/// A market that is made before the clock runs: seeded bars that change every cycle.
final class BenchSource: DataSource {
    static let manifest = Manifest("bench", "Plays seeded bars made beforehand.")

    struct Settings: PluginSettings {
        @Setting(in: 1...1_000, help: "Cycles after which the market repeats itself backwards.") var bars =
            128
    }

    private struct Bar {
        let price: [Double]
        let open: [Double]
    }

    private let bars: [Bar]
    private var next = 0

    init(settings: Settings, context: StageContext) {
        var dice = Dice(seed: 7)
        var price = context.axes.instruments.indices.map { 50 + Double($0 % 97) }
        bars = (0..<settings.bars).map { _ in
            let open = price
            for index in price.indices { price[index] *= 1 + 0.001 * dice.normal() }
            return Bar(price: price, open: open)
        }
    }

    func nextBar() -> Timestamp? { .distantFuture }

    /// Forth and back through the bars, so that every cycle differs from the one before without a jump.
    func advance(to now: Timestamp, into market: MarketFrame) {
        let turn = next % (2 * bars.count)
        let bar = bars[turn < bars.count ? turn : 2 * bars.count - 1 - turn]
        next += 1
        for index in 0..<market.count {
            let close = bar.price[index]
            let open = bar.open[index]
            market.open[index] = open
            market.close[index] = close
            market.high[index] = max(open, close)
            market.low[index] = min(open, close)
            market.volume[index] = 100_000
            market.bid[index] = close * 0.9999
            market.ask[index] = close * 1.0001
            market.fresh[index] = 1
            market.barTime[index] = now
            market.quoteTime[index] = now
        }
    }
}
