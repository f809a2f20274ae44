import SluiceKit
import SluiceNumerics

/// Reads how far the price is from what was paid on average.
final class AveragePriceSignal: MarketSignal {
    private let rule: VWAPSignal
    private var paid: RollingMoments
    private var traded: RollingMoments

    init(_ rule: VWAPSignal, window: Int, instruments: Int) throws {
        self.rule = rule
        paid = try RollingMoments(series: max(instruments, 1), window: window)
        traded = paid
    }

    func read(_ market: MarketFrame, strength: Column, confidence: Column) {
        for index in 0..<market.count {
            var reading = SignalReading.unknown
            if market.hasNewClose(index) {
                let (price, volume) = (market.close[index], market.volume[index])
                if volume >= 0, price * volume < .infinity {
                    paid.push(price * volume, series: index)
                    traded.push(volume, series: index)
                }
                let total = traded.total(index)
                let average = total > 0 ? paid.total(index) / total : 0
                let bars = Double(traded.count(index))
                reading = rule.read(price: price, vwap: average, trades: bars).reading
            }
            reading.write(index, strength, confidence)
        }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(paid.state)
        memory.write(traded.state)
    }

    func recall(from memory: inout MemoryReader) throws {
        try paid.recall(from: &memory)
        try traded.recall(from: &memory)
    }
}
