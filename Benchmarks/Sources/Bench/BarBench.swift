import SluiceEngine
import SluiceKit
import SluiceMarket

/// History through the whole path, bar after bar: what a bar costs when nothing but the run itself looks on.
struct BarBench {
    let instruments: Int

    /// - Returns: Nanoseconds of processor time for each bar of each instrument, and how many orders were sent.
    func run(bars: Int) throws -> (nanoseconds: Double, orders: Int) {
        let count = OrderCount()
        let history = try TimedHistory(text(bars), with: [WalkSource.self], observer: count)
        return (history.nanoseconds / Double(bars * instruments), count.orders)
    }

    private final class OrderCount: RunObserver {
        let readsTargets = false
        var orders = 0
        func began(_ engine: Engine) {}
        func acted(_ engine: Engine) {}
        func ended(_ engine: Engine) {}
        func cycleEnded(_ engine: Engine) {
            for case .sent in engine.report.events { orders += 1 }
        }
    }

    private func text(_ bars: Int) -> String {
        let names = (0..<instruments).map { "I\($0)" }.joined(separator: ", ")
        return """
            version: 1
            name: bars
            modes: [paper]
            universe: [\(names)]
            cycle: { every: 60s, calendar: 24/7 }
            stages:
              - { id: data, uses: data.walk, with: { bars: \(bars) } }
              - { id: trend, uses: predictor.ema_cross, with: { horizons: [1m], fast: 12, slow: 26, of: price } }
              - { id: blend, uses: blender.equal }
              - id: pick
                uses: arbiter.cost_aware
                with:
                  { k1: 0, k2: 0, k3: 0, planned_trade: 0%, base_threshold: 0bps, reserve_spread_multiple: 0, direction: long_only }
              - { id: size, uses: sizer.fixed, with: { units: 10, no_trade_band: 0bps, no_decision: close } }
              - { id: guard, uses: risk.trading_window, with: { after_bars: 500, reductions: false } }
              - { id: route, uses: execution.market }
              - { id: broker, uses: broker.paper, with: { cash: 100000000 USD, slippage: 0bps, fee: 1bps, max_participation: null } }
            """
    }
}

/// Bars of a seeded walk, one a minute for each instrument, made as they are asked for.
final class WalkSource: DataSource {
    static let manifest = Manifest("walk", "Plays bars of a seeded walk, one a minute.")

    struct Settings: PluginSettings {
        @Setting(in: 1...10_000_000, help: "Bars until the walk ends.") var bars = 1_000
    }

    private let bars: Int
    private var next = 0
    private var dice = Dice(seed: 7)
    private var price: [Double]
    private let start = Timestamp(seconds: 1_700_000_040)

    init(settings: Settings, context: StageContext) {
        bars = settings.bars
        price = context.axes.instruments.indices.map { 50 + Double($0 % 97) }
    }

    private var end: Timestamp { start + .seconds(60) * (next + 1) }

    func nextBar() -> Timestamp? { next < bars ? end : nil }

    func advance(to now: Timestamp, into market: MarketFrame) {
        guard next < bars, end <= now else { return market.fresh.fill(0) }
        for index in 0..<market.count {
            let open = price[index]
            let close = open * (1 + 0.001 * (dice.uniform() - 0.5))
            price[index] = close
            market.open[index] = open
            market.close[index] = close
            market.high[index] = max(open, close)
            market.low[index] = min(open, close)
            market.volume[index] = 100_000
            market.fresh[index] = 1
            market.barTime[index] = end
            (market.bid[index], market.ask[index]) = (close, close)
            market.quoteTime[index] = end
        }
        next += 1
    }
}
