import SluiceKit
import SluiceMarket
import SluiceNumerics

/// What was traded of each instrument in the last minutes: price times quantity over as many bars as make them up.
///
/// A cycle without a new bar counts as none traded, a bar without a price or quantity is left out. Bars that are longer
/// than the minutes are taken in part. Unknown before the first bar.
struct TradedValue {
    /// The least that is to be traded.
    let least: Double
    private var values: RollingMoments
    private var hasTraded: [Bool]
    private let scale: Double

    init(minutes: Double, of axes: Axes, atLeast least: Money? = nil) throws {
        let bars = max(1, (minutes / axes.barMinutes).rounded())
        let count = axes.instruments.count
        self.least = least?.amount.doubleValue ?? 0
        scale = minutes / axes.barMinutes
        values = try RollingMoments(series: max(count, 1), window: Int(min(bars, 100_000)))
        hasTraded = Array(repeating: false, count: count)
    }

    /// Takes the bars of a cycle.
    mutating func push(_ market: MarketFrame) {
        for index in 0..<market.count {
            if market.isFresh(index) {
                let value = market.close[index] * market.volume[index]
                if value >= 0, values.push(value, series: index) { hasTraded[index] = true }
            } else if hasTraded[index] {
                values.push(0, series: index)
            }
        }
    }

    /// What was traded of an instrument; NaN before its first bar.
    func value(_ index: Int) -> Double { hasTraded[index] ? values.mean(index) * scale : .nan }

    func remember(into memory: inout MemoryWriter) {
        memory.write(values.state)
        memory.write(hasTraded.map { $0 ? 1.0 : 0 })
    }

    mutating func recall(from memory: inout MemoryReader) throws {
        guard values.restore(try memory.doubles()) else { throw MemoryMismatch("values are of another form") }
        let flags = try memory.doubles()
        guard flags.count == hasTraded.count else {
            throw MemoryMismatch("the memory is of another universe")
        }
        hasTraded = flags.map { $0 == 1 }
    }
}
