import SluiceKit
import SluiceNumerics

/// A rule that reads from the market which way each instrument leans.
protocol MarketSignal: AnyObject {
    /// Takes the bars since the cycle before and writes what they say.
    ///
    /// Strengths run from -1 to 1 and confidences from 0 to 1; both are NaN for an instrument without a new bar and
    /// wherever nothing can be said.
    func read(_ market: MarketFrame, strength: Column, confidence: Column)

    func remember(into memory: inout MemoryWriter)
    func recall(from memory: inout MemoryReader) throws
}

extension MarketSignal {
    func remember(into memory: inout MemoryWriter) {}
    func recall(from memory: inout MemoryReader) throws {}
}

/// Room for what a signal says of every instrument.
struct SignalColumns {
    private let values: ColumnSet

    init(instruments: Int) { values = ColumnSet(columns: 2, rows: instruments) }

    var strength: Column { values[0] }
    var confidence: Column { values[1] }
}

extension SignalReading {
    /// Writes the reading of one instrument.
    @inline(__always)
    func write(_ index: Int, _ strength: Column, _ confidence: Column) {
        strength[index] = self.strength
        confidence[index] = self.confidence
    }
}

extension MarketFrame {
    /// Whether an instrument has a new bar with a price.
    @inline(__always)
    func hasNewClose(_ index: Int) -> Bool {
        fresh[index] == 1 && close[index] > 0 && close[index] < .infinity
    }
}

extension RollingMoments {
    /// Takes what another run's window held.
    mutating func recall(from memory: inout MemoryReader) throws {
        guard restore(try memory.doubles()) else {
            throw MemoryMismatch("a window of the memory is of another form")
        }
    }
}
