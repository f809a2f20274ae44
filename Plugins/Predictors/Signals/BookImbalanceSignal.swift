import SluiceKit
import SluiceNumerics

/// Reads which side of the quote is the deeper.
final class BookImbalanceSignal: MarketSignal {
    private let rule: BookSignal

    init(_ rule: BookSignal) { self.rule = rule }

    func read(_ market: MarketFrame, strength: Column, confidence: Column) {
        for index in 0..<market.count {
            let spread = market.spreadBps(index)
            // A side that shows no quantity is not known to be empty.
            let isQuoted = market.hasNewClose(index) && !spread.isNaN
            let reading =
                isQuoted
                ? rule.read(
                    bid: market.bidSize[index], ask: market.askSize[index], spreadBps: spread
                ).reading
                : .unknown
            reading.write(index, strength, confidence)
        }
    }
}
