import SluiceJournal
import SluiceKit

/// The market that a data stage showed in a recorded cycle.
struct RecordedMarket: Equatable {
    private let values: [UInt8]
    private let features: [UInt8]
    private let barTimes: [UInt8]
    private let quoteTimes: [UInt8]

    /// Nil when the record has none of that stage.
    init?(_ record: TracedCycle, stage: Int) {
        let parts = record.parts.filter { $0.stage == stage }
        let times = parts.filter { $0.kind == .times }.map(\.bytes)
        guard let values = parts.first(where: { $0.kind == .market })?.bytes,
            let features = parts.first(where: { $0.kind == .features })?.bytes, times.count == 2
        else { return nil }
        (self.values, self.features, barTimes, quoteTimes) = (values, features, times[0], times[1])
    }

    /// Brings it into a frame; false when that is of another form.
    func load(into market: MarketFrame) -> Bool {
        market.values.take(values) && market.features.values.take(features) && market.barTime.take(barTimes)
            && market.quoteTime.take(quoteTimes)
    }
}

extension ColumnSet {
    /// Takes the numbers of a record; false when they are not as many.
    fileprivate func take(_ bytes: [UInt8]) -> Bool {
        let wanted = columns * rows * MemoryLayout<Double>.stride
        guard bytes.count >= wanted else { return false }
        bytes.withUnsafeBytes {
            UnsafeMutableRawBufferPointer(storage).copyMemory(from: .init(rebasing: $0[..<wanted]))
        }
        return true
    }
}
