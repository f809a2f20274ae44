import SluiceKit
import SluiceMarket

/// Stands where a run had a data source: the engine puts the recorded market into the frame.
final class RecordedSource: DataSource {
    static let manifest = Manifest("recorded", "Brings nothing: the market is taken from the record.")

    init(settings: NoSettings, context: StageContext) {}

    func nextBar() -> Timestamp? { nil }
    func advance(to now: Timestamp, into market: MarketFrame) {}
}
