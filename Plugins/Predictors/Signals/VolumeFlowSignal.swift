import Glibc
import SluiceKit
import SluiceNumerics

/// Reads who traded more eagerly from bars: by how far each bar moved the price, and on what volume.
///
/// Bars do not say who took the other's offer. Bulk volume classification gives buyers the share Phi(r / v) of a bar's
/// volume, where r is its log return and v the volatility of a bar (Easley, Lopez de Prado and O'Hara 2012); a bar
/// stands for one trade of the rule.
final class VolumeFlowSignal: MarketSignal {
    private let rule: OrderFlowSignal
    private var bought: RollingMoments
    private var traded: RollingMoments
    /// The log close before.
    private let levels: ColumnSet

    init(_ rule: OrderFlowSignal, window: Int, instruments: Int) throws {
        self.rule = rule
        bought = try RollingMoments(series: max(instruments, 1), window: window)
        traded = bought
        levels = ColumnSet(columns: 1, rows: instruments)
    }

    func read(_ market: MarketFrame, strength: Column, confidence: Column) {
        let level = levels[0]
        for index in 0..<market.count {
            var reading = SignalReading.unknown
            if market.hasNewClose(index) {
                let price = log(market.close[index])
                let score = (price - level[index]) / market.volatility[index]
                level[index] = price
                take(volume: market.volume[index], score: score, index)
                reading = self.reading(index)
            }
            reading.write(index, strength, confidence)
        }
    }

    private func take(volume: Double, score: Double, _ index: Int) {
        guard volume >= 0, volume < .infinity, !score.isNaN else { return }
        bought.push(volume * NormalDistribution.cumulative(score), series: index)
        traded.push(volume, series: index)
    }

    private func reading(_ index: Int) -> SignalReading {
        let total = traded.total(index)
        guard total > 0 else { return .unknown }
        // Sums of shares may leave 0 to 1 by their rounding.
        let share = min(max(bought.total(index) / total, 0), 1)
        return rule.read(buyShare: share, trades: Double(traded.count(index))).reading
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(levels)
        memory.write(bought.state)
        memory.write(traded.state)
    }

    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: levels)
        try bought.recall(from: &memory)
        try traded.recall(from: &memory)
    }
}
