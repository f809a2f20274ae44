import SluiceKit
import SluiceNumerics

/// What members said of one horizon every few bars, kept until the horizon has passed and the return is known.
///
/// A forecast of cycle n is kept where n leaves the horizon's own remainder, and is judged in cycle n + bars. A cycle
/// that did not run keeps or judges nothing. Both are a matter of the cycle's number alone, so that a run that begins
/// again goes on in step. A return counts only from one new bar to another.
final class ForecastRecord {
    /// How many bars the horizon has.
    let bars: Int
    /// From one forecast that is kept to the next, in bars.
    let every: Int
    private let remainder: Int
    private let slots: Int
    private let members: Int
    private let isScaled: Bool
    /// The cycle whose forecasts a slot holds; 0 for none.
    private var cycles: [Int]
    /// For each slot the members' forecasts, the closes, and the size of one unit of forecast as a fraction.
    private let kept: ColumnSet
    private let outcome: ColumnSet

    /// Begins without forecasts; `isScaled` says that they are in standard deviations of the horizon.
    init(number: Int, minutes: Double, every most: Int, axes: Axes, isScaled: Bool) {
        bars = max(1, Int(min(minutes / axes.barMinutes, 1e6).rounded(.up)))
        every = min(most, bars)
        // What is judged in one cycle is as different from horizon to horizon as can be.
        remainder = ((number - bars) % every + every) % every
        slots = bars / every + 2
        (members, self.isScaled) = (axes.members.count, isScaled)
        cycles = [Int](repeating: 0, count: slots)
        kept = ColumnSet(columns: slots * (members + 2), rows: axes.instruments.count)
        outcome = ColumnSet(columns: 1, rows: axes.instruments.count)
    }

    /// The returns since the forecasts that are due in this cycle, in the unit of the forecasts; nil when none is.
    func judged(in number: Int, _ market: MarketFrame) -> (slot: Int, outcome: Column)? {
        let said = number - bars
        guard said > 0, said % every == remainder else { return nil }
        let slot = said / every % slots
        guard cycles[slot] == said else { return nil }
        let (before, unit, outcome) = (closes(slot), units(slot), outcome[0])
        let (close, fresh) = (market.close, market.fresh)
        for index in 0..<outcome.count {
            let change = (close[index] / before[index] - 1) / unit[index]
            outcome[index] = fresh[index] == 1 && close[index] > 0 ? change : .nan
        }
        return (slot, outcome)
    }

    /// What a member said in a slot.
    func forecasts(_ slot: Int, member: Int) -> Column { kept[slot * (members + 2) + member] }

    /// Keeps what the members say, where it is this cycle's turn.
    func keep(_ forecasts: ForecastFrame, horizon: Int, in number: Int, _ market: MarketFrame) {
        guard number % every == remainder else { return }
        let slot = number / every % slots
        cycles[slot] = number
        for member in 0..<members {
            self.forecasts(slot, member: member).copy(forecasts.column(member: member, horizon: horizon))
        }
        let (before, unit) = (closes(slot), units(slot))
        let (close, fresh, volatility) = (market.close, market.fresh, market.volatility)
        let root = Double(bars).squareRoot()
        for index in 0..<before.count {
            let isKnown = fresh[index] == 1 && close[index] > 0
            before[index] = isKnown ? close[index] : .nan
            let size = volatility[index] * root
            unit[index] = !isScaled ? 1 : size > 0 ? size : .nan
        }
    }

    private func closes(_ slot: Int) -> Column { kept[slot * (members + 2) + members] }
    private func units(_ slot: Int) -> Column { kept[slot * (members + 2) + members + 1] }

    func remember(into memory: inout MemoryWriter) {
        memory.write(kept)
        for cycle in cycles { memory.write(cycle) }
    }

    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: kept)
        for slot in cycles.indices { cycles[slot] = try memory.int() }
    }
}
