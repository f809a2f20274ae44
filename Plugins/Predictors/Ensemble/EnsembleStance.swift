import SluiceKit
import SluiceNumerics

/// The side an ensemble has taken for each instrument, until it is talked out of it.
final class EnsembleStance {
    private let buy: Double
    private let sell: Double
    private let close: Double
    private let sides: ColumnSet

    init(buy: Double, sell: Double, close: Double, instruments: Int) {
        (self.buy, self.sell, self.close) = (buy, sell, close)
        sides = ColumnSet(columns: 1, rows: instruments)
        sides.fill(0)
    }

    /// What is expected once a reading has been heard: nothing but what points to the side that is taken.
    func held(_ reading: SignalReading, _ index: Int) -> SignalReading {
        guard !reading.strength.isNaN else { return .unknown }
        let side = sides[0]
        if reading.strength > buy {
            side[index] = 1
        } else if reading.strength < -sell {
            side[index] = -1
        } else if -side[index] * reading.strength > close {
            side[index] = 0
        }
        let isOurs = side[index] * reading.strength > 0
        return SignalReading(strength: isOurs ? reading.strength : 0, confidence: reading.confidence)
    }

    func remember(into memory: inout MemoryWriter) { memory.write(sides) }

    func recall(from memory: inout MemoryReader) throws { try memory.read(into: sides) }
}
