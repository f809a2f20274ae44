import SluiceKit
import SluiceNumerics

/// Works out the features of a market frame that stages read.
final class FeatureDerivation {
    private let bank: FeatureBank
    private let bars: FeatureBars
    private let market: MarketFrame

    /// Nil when no stage reads any.
    /// - Throws: `UnknownFeature` for a name that is none, which a checked plan does not have.
    init?(_ market: MarketFrame) throws {
        guard !market.features.names.isEmpty, market.count > 0 else { return nil }
        let features = try market.features.names.map { name in
            guard let feature = FeatureCatalogue.feature(named: name) else {
                throw UnknownFeature(name: name)
            }
            return feature
        }
        bank = try FeatureBank(series: market.count, features: features)
        var bars = FeatureBars(all: market.fresh.numbers)
        (bars.open, bars.high, bars.low) = (market.open.numbers, market.high.numbers, market.low.numbers)
        (bars.close, bars.volume) = (market.close.numbers, market.volume.numbers)
        (bars.bid, bars.ask) = (market.bid.numbers, market.ask.numbers)
        (bars.bidSize, bars.askSize) = (market.bidSize.numbers, market.askSize.numbers)
        (self.bars, self.market) = (bars, market)
    }

    /// Takes the bars that are fresh in the frame, and fills its features.
    func update() { bank.push(bars, into: market.features.values.storage) }

    /// Everything that has to survive a restart.
    var state: [Double] { bank.state }

    /// Takes back what `state` of the same features gave; false, and nothing changed, when it does not fit.
    func restore(_ state: [Double]) -> Bool { bank.restore(state) }
}

/// A feature that the catalogue does not have.
struct UnknownFeature: Error, CustomStringConvertible {
    let name: String
    var description: String { "there is no feature '\(name)'" }
}

extension Column {
    /// The column as the numerics take it, valid as long as the frame.
    fileprivate var numbers: FeatureBars.Column { .init(start: base, count: count) }
}
