import SluiceKit
import SluiceMarket

/// Stands where a run had a data source.
///
/// In a replay the engine puts the recorded market into the frame, and it brings nothing. Where the engine runs its own
/// cycles on a record, it brings the market that it is shown.
final class RecordedSource: DataSource {
    static let manifest = Manifest("recorded", "Brings the market that is taken from the record.")

    private var market: RecordedMarket?
    private var hasFailed = false

    init(settings: NoSettings, context: StageContext) {}

    /// Shows it the market of the next cycle; nil where the source gave nothing.
    func show(_ next: RecordedMarket?) {
        // A bar is new once: a frame with new bars that is wholly that of the cycle before was left by a source that failed.
        hasFailed = next == nil || next == market
        market = next
    }

    func nextBar() -> Timestamp? { nil }

    func advance(to now: Timestamp, into market: MarketFrame) throws {
        guard let recorded = self.market, recorded.load(into: market) else { throw RecordedFault() }
        if hasFailed, (0..<market.count).contains(where: { market.isFresh($0) }) { throw RecordedFault() }
    }
}

/// A data source gave nothing in the cycle that was recorded.
struct RecordedFault: Error, CustomStringConvertible {
    var description: String { "the source gave nothing when the cycle was recorded" }
}
