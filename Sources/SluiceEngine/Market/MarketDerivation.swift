import SluiceKit
import SluiceMarket
import SluiceNumerics

/// What the engine works out of a market frame, once for all stages: volatility, traded value a session, features.
final class MarketDerivation {
    private let market: MarketFrame
    private var volatility: RollingVolatility
    /// Means over complete sessions of what was traded in each.
    private var sessions: RollingMoments
    private let tradedToday: ColumnSet
    private var session: CivilDate?
    /// Whether a cycle is a whole session, so that each bar is complete by itself.
    private let isDaily: Bool
    private let features: FeatureDerivation?

    init(_ market: MarketFrame, volatilityBars: Int, tradedValueDays: Int, isDaily: Bool) throws {
        self.market = market
        let series = max(market.count, 1)
        let minimum = min(max(volatilityBars / 2, 2), volatilityBars)
        volatility = try RollingVolatility(series: series, window: volatilityBars, minimum: minimum)
        sessions = try RollingMoments(series: series, window: tradedValueDays)
        tradedToday = ColumnSet(columns: 1, rows: market.count)
        tradedToday.fill(0)
        self.isDaily = isDaily
        features = try FeatureDerivation(market)
    }

    /// Takes the bars that are fresh in the frame, and fills its derived columns.
    func update(session: CivilDate) {
        if let previous = self.session, previous != session, !isDaily { closeSession() }
        self.session = session
        let today = tradedToday[0]
        for index in 0..<market.count where market.isFresh(index) {
            market.volatility[index] = volatility.push(market.close[index], series: index)
            let value = market.close[index] * market.volume[index]
            if value.isFinite { today[index] += value }
        }
        if isDaily { closeSession() }
        features?.update()
    }

    private func closeSession() {
        let today = tradedToday[0]
        for index in 0..<market.count {
            // A session without any trade says nothing of what could be traded.
            if today[index] > 0 {
                sessions.push(today[index], series: index)
                market.tradedValue[index] = sessions.mean(index)
            }
            today[index] = 0
        }
    }
}
