import SluiceKit
import SluiceMarket

/// Shows the market of a world.
final class WorldSource: DataSource {
    static let manifest = Manifest("world", "Shows the market of a world.")
    typealias Settings = WorldSettings

    private unowned let world: World
    private var seen = Timestamp.distantPast

    init(settings: Settings, context: StageContext) throws { world = try World.of(settings.world) }

    func nextBar() -> Timestamp? { world.market.time }

    func advance(to now: Timestamp, into market: MarketFrame) {
        market.fresh.fill(0)
        for (index, bar) in world.market.bars.enumerated() where bar.time <= now {
            market.open[index] = bar.open
            market.high[index] = max(bar.open, bar.close)
            market.low[index] = min(bar.open, bar.close)
            market.close[index] = bar.close
            market.volume[index] = world.market.weather.volume
            (market.bid[index], market.ask[index]) = (bar.bid, bar.ask)
            let depth = world.market.weather.depth
            (market.bidSize[index], market.askSize[index]) = (depth, depth)
            (market.barTime[index], market.quoteTime[index]) = (bar.time, bar.time)
            if bar.time > seen { market.fresh[index] = 1 }
        }
        seen = now
    }
}
