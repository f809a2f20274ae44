import SluiceKit
import SluiceNumerics

/// Reads from the width of the quote how far anything said of an instrument is to be believed.
final class WidthSignal: MarketSignal {
    private let rule: SpreadSignal

    init(_ rule: SpreadSignal) { self.rule = rule }

    func read(_ market: MarketFrame, strength: Column, confidence: Column) {
        for index in 0..<market.count {
            let spread = market.hasNewClose(index) ? market.spreadBps(index) : .nan
            rule.read(spreadBps: spread).reading.write(index, strength, confidence)
        }
    }
}
