import SluiceKit
import SluiceMarket

/// Brings bars and quotes by the wall clock, from prices that every process finds alike.
final class StubLiveSource: DataSource {
    static let manifest = Manifest("stub_live", "Brings quotes by the wall clock.")

    private let symbols: [String]
    init(settings: NoSettings, context: StageContext) { symbols = context.axes.instruments }

    func nextBar() -> Timestamp? { .distantFuture }

    func advance(to now: Timestamp, into market: MarketFrame) {
        for (index, symbol) in symbols.enumerated() {
            let price = LivePrices.price(of: symbol, at: now)
            for column in [market.open, market.high, market.low, market.close] { column[index] = price }
            (market.volume[index], market.fresh[index]) = (10_000, 1)
            (market.bid[index], market.ask[index]) = (price * 0.9999, price * 1.0001)
            (market.bidSize[index], market.askSize[index]) = (1_000, 1_000)
            (market.barTime[index], market.quoteTime[index]) = (now, now)
        }
    }
}
