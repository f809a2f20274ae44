import SluiceKit
import SluiceMarket

/// Expects a rise or a fall of each instrument for some minutes at a time, by the seed alone.
final class WorldPredictor: Predictor {
    static let manifest = Manifest("world", "Expects something else every few minutes.")
    typealias Settings = WorldSettings

    private unowned let world: World

    init(settings: Settings, context: StageContext) throws { world = try World.of(settings.world) }

    static func horizons(_ settings: Settings) -> [Horizon] { [.session] }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        forecasts.values.fill(.nan)
        guard !world.isQuiet else { return }
        let column = forecasts.column(member: 0, horizon: 0)
        if let opinion = world.opinion {
            for index in 0..<market.count { column[index] = opinion }
            return
        }
        let minute = cycle.now.nanoseconds / 60_000_000_000
        for index in 0..<market.count {
            let period = Int64(6 + index)
            var digest = Digest()
            digest.add(world.seed)
            digest.add(UInt64(index))
            digest.add(UInt64(bitPattern: minute / period))
            column[index] = [-20, 20, 20, .nan][Int(digest.value % 4)]
        }
    }
}
