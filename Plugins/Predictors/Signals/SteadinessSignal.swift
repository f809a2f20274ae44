import SluiceKit
import SluiceNumerics

/// Reads from the relative strength index whether a price has gone one way for too long.
final class SteadinessSignal: MarketSignal {
    private let rule: RelativeStrengthSignal
    private var index: RelativeStrength

    init(_ rule: RelativeStrengthSignal, period: Int, instruments: Int) throws {
        self.rule = rule
        // A price that stood still is neither strong nor weak.
        index = try RelativeStrength(series: max(instruments, 1), period: period, flat: 50)
    }

    func read(_ market: MarketFrame, strength: Column, confidence: Column) {
        for number in 0..<market.count {
            let isNew = market.hasNewClose(number)
            let value = isNew ? index.push(market.close[number], series: number) : .nan
            rule.read(value).write(number, strength, confidence)
        }
    }

    func remember(into memory: inout MemoryWriter) { memory.write(index.state) }

    func recall(from memory: inout MemoryReader) throws {
        guard index.restore(try memory.doubles()) else {
            throw MemoryMismatch("the relative strength is of another form")
        }
    }
}
