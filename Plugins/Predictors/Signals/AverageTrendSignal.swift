import SluiceKit
import SluiceNumerics

/// Reads the trend from where a short average is of a long one.
final class AverageTrendSignal: MarketSignal {
    private var cross: MovingAverageCross

    init(short: Int, long: Int, instruments: Int) throws {
        cross = try MovingAverageCross(series: max(instruments, 1), short: short, long: long)
    }

    func read(_ market: MarketFrame, strength: Column, confidence: Column) {
        for index in 0..<market.count {
            var reading = SignalReading.unknown
            if market.hasNewClose(index) {
                let price = market.close[index]
                let crossing = cross.push(price, series: index)
                let gap = cross.gap(index)
                // Averages that rounding alone keeps apart are one.
                reading = TrendSignal.read(gap: gap.magnitude <= price * 1e-12 ? 0 : gap, crossing: crossing)
            }
            reading.write(index, strength, confidence)
        }
    }

    func remember(into memory: inout MemoryWriter) { memory.write(cross.state) }

    func recall(from memory: inout MemoryReader) throws {
        guard cross.restore(try memory.doubles()) else {
            throw MemoryMismatch("the averages are of another form")
        }
    }
}
