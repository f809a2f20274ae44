import SluiceKit
import SluiceNumerics

/// Goes the way of the last crossing of two averages, until the next or until it has lasted.
final class CrossSignal: MarketSignal {
    private var cross: MovingAverageCross
    private let hold: Double
    private let trail: Double
    /// Columns: the side taken, bars since, and the best close since.
    private let state: ColumnSet

    /// `hold` is in bars, `trail` a fraction of the best close since the crossing; infinite for neither.
    init(_ cross: MovingAverageCross, hold: Double, trail: Double, instruments: Int) {
        (self.cross, self.hold, self.trail) = (cross, hold, trail)
        state = ColumnSet(columns: 3, rows: instruments)
        state.fill(0)
    }

    func read(_ market: MarketFrame, strength: Column, confidence: Column) {
        let (side, age, best) = (state[0], state[1], state[2])
        for index in 0..<market.count {
            guard market.hasNewClose(index) else {
                SignalReading.unknown.write(index, strength, confidence)
                continue
            }
            let price = market.close[index]
            let crossing = cross.push(price, series: index)
            if crossing == .neutral {
                age[index] += 1
                best[index] = side[index] > 0 ? max(best[index], price) : min(best[index], price)
                let lost = side[index] * (best[index] - price) / best[index]
                // One who waits for the next crossing has no side.
                if age[index] >= hold || lost >= trail { side[index] = 0 }
            } else {
                (side[index], age[index], best[index]) = (Double(crossing.rawValue), 0, price)
            }
            let isKnown = !cross.gap(index).isNaN
            strength[index] = isKnown ? side[index] : .nan
            confidence[index] = isKnown ? 1 : .nan
        }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(state)
        memory.write(cross.state)
    }

    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: state)
        guard cross.restore(try memory.doubles()) else {
            throw MemoryMismatch("the averages are of another form")
        }
    }
}
