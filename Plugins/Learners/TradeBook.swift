import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Which trades are open, whose decisions they were, and what they earned once they end.
///
/// A fill belongs to the last decision with a side that its instrument had when the order was sent. Only a fill on the
/// decision's side opens or adds to a trade. By `horizon` an instrument has a trade for each horizon: it ends as many
/// cycles after its first fill as the horizon has bars, at the mark of then, and waits while there is none; fees are
/// those of its fills. By `round_trip` an instrument has one trade, which ends when fills have closed it; fees are
/// those of all fills. A round trip whose holding has vanished otherwise ends without a reward.
final class TradeBook {
    /// What a trade's row holds, before the members' stances.
    enum Field {
        static let quantity = 0, entryQuantity = 1, entryValue = 2, exitValue = 3, fees = 4, horizon = 5,
            due = 6
        static let count = 7
    }

    private enum Decided { static let side = 0, horizon = 1, count = 2 }

    private let members: Int
    private let horizons: Int
    private let instruments: Int
    private let isRoundTrip: Bool
    /// How many cycles a horizon lasts.
    private let cycles: [Double]
    private let fingerprint: UInt64
    /// The last decision of each instrument that had a side.
    private let decided: ColumnSet
    /// The open trades by slot; a quantity of 0 is none.
    let open: ColumnSet
    /// The highest number of an order that was sent before the present cycle.
    private var lastOrder: UInt64 = 0

    init(_ table: ChoiceTable, _ measure: LessonSettings.Measure, axes: Axes) {
        (members, horizons, instruments) = (table.members, table.horizons, axes.instruments.count)
        isRoundTrip = measure == .roundTrip
        let bar = axes.barMinutes
        cycles = axes.horizonMinutes.map { bar > 0 ? max(($0 / bar).rounded(.up), 1) : 1 }
        decided = ColumnSet(columns: Decided.count + members, rows: instruments)
        let slots = isRoundTrip ? instruments : instruments * horizons
        open = ColumnSet(columns: Field.count + members, rows: slots)
        decided.fill(0)
        open.fill(0)
        var digest = Digest()
        for key in table.keys { digest.add(key) }
        for horizon in axes.horizons { digest.add(horizon.description) }
        fingerprint = digest.value
    }

    /// Takes a cycle's fills and decisions, and tells of the trades that have ended.
    func observe(_ cycle: Cycle, _ evidence: LearnerEvidence, telling pupil: any Pupil) {
        for fill in evidence.fills where fill.order.number <= lastOrder { book(fill, cycle, pupil) }
        decide(evidence)
        for fill in evidence.fills where fill.order.number > lastOrder { book(fill, cycle, pupil) }
        for fill in evidence.fills { lastOrder = max(lastOrder, fill.order.number) }
        for order in cycle.portfolio.openOrders { lastOrder = max(lastOrder, order.order.id.number) }
        if isRoundTrip { dropVanished(cycle.portfolio) } else { endDue(cycle, evidence.market, pupil) }
    }

    /// The horizon of a trade; nil where memory has none that exists.
    func horizon(_ slot: Int) -> Int? {
        let horizon = open[Field.horizon][slot]
        return horizon >= 0 && horizon < Double(horizons) ? Int(horizon) : nil
    }

    /// A member's share in what was forecast, above zero when it was on the trade's side.
    func stance(_ slot: Int, member: Int) -> Double { open[Field.count + member][slot] }

    /// Whether any member had forecast anything.
    func hasStances(_ slot: Int) -> Bool {
        for member in 0..<members where stance(slot, member: member) != 0 { return true }
        return false
    }

    /// Keeps what was decided, and what the members had said to it.
    private func decide(_ evidence: LearnerEvidence) {
        let decisions = evidence.decisions
        for index in 0..<min(decisions.count, instruments) where decisions.isOpen(index) {
            let horizon = decisions.horizon[index]
            guard horizon >= 0, horizon < Double(horizons) else { continue }
            let side = decisions.side[index] > 0 ? 1.0 : -1
            decided[Decided.side][index] = side
            decided[Decided.horizon][index] = horizon
            guard members > 0 else { continue }
            var sum = 0.0
            for member in 0..<members {
                let value = forecast(evidence.forecasts, member, Int(horizon), index)
                decided[Decided.count + member][index] = value * side
                sum += value.magnitude
            }
            for member in 0..<members {
                let said = decided[Decided.count + member]
                said[index] = sum > 0 && sum.isFinite ? said[index] / sum : 0
            }
        }
    }

    private func forecast(_ forecasts: ForecastFrame?, _ member: Int, _ horizon: Int, _ index: Int) -> Double
    {
        guard let forecasts, member < forecasts.members else { return 0 }
        let value = forecasts.column(member: member, horizon: horizon)[index]
        return value.isFinite ? value : 0
    }

    private func book(_ fill: Fill, _ cycle: Cycle, _ pupil: any Pupil) {
        let index = fill.instrument
        let (price, size) = (fill.price.doubleValue, fill.quantity.doubleValue)
        guard index >= 0, index < instruments, price > 0, size > 0 else { return }
        var entry = Entry(
            quantity: fill.side.sign * size, price: price, fees: fill.fee.doubleValue, cycle: cycle.number)
        if isRoundTrip {
            close(index, &entry, pupil)
            if entry.quantity != 0 { enter(index, entry) }
        } else {
            enter(index, entry)
        }
    }

    /// What of a fill may open or add to a trade.
    private struct Entry {
        var quantity: Double
        let price: Double
        var fees: Double
        let cycle: Int
    }

    /// Opens a trade or adds to it, where the decision wanted that side.
    private func enter(_ index: Int, _ entry: Entry) {
        let horizon = decided[Decided.horizon][index]
        guard decided[Decided.side][index] * entry.quantity > 0, horizon >= 0, horizon < Double(horizons)
        else { return }
        let slot = isRoundTrip ? index : index * horizons + Int(horizon)
        if open[Field.quantity][slot] == 0 {
            open[Field.horizon][slot] = horizon
            open[Field.due][slot] = Double(entry.cycle) + cycles[Int(horizon)]
            for member in 0..<members {
                open[Field.count + member][slot] = decided[Decided.count + member][index]
            }
        }
        open[Field.quantity][slot] += entry.quantity
        open[Field.entryQuantity][slot] += entry.quantity.magnitude
        open[Field.entryValue][slot] += entry.quantity.magnitude * entry.price
        open[Field.fees][slot] += entry.fees
    }

    /// Closes what a fill closes of a round trip, and leaves the rest of the fill.
    private func close(_ index: Int, _ entry: inout Entry, _ pupil: any Pupil) {
        let held = open[Field.quantity][index]
        guard held * entry.quantity < 0 else { return }
        let closing = min(held.magnitude, entry.quantity.magnitude)
        let part = closing / entry.quantity.magnitude
        open[Field.exitValue][index] += closing * entry.price
        open[Field.fees][index] += entry.fees * part
        let rest = held - (held > 0 ? closing : -closing)
        entry.quantity *= 1 - part
        entry.fees *= 1 - part
        // What rounding leaves of a holding is nothing.
        guard rest.magnitude <= 1e-9 * open[Field.entryQuantity][index] else {
            open[Field.quantity][index] = rest
            return
        }
        let size = open[Field.entryQuantity][index]
        tell(index, exit: open[Field.exitValue][index] / size, side: held, pupil)
    }

    private func endDue(_ cycle: Cycle, _ market: MarketFrame, _ pupil: any Pupil) {
        let now = Double(cycle.number)
        for slot in 0..<open.rows where open[Field.quantity][slot] != 0 && now >= open[Field.due][slot] {
            let mark = market.mark(slot / horizons)
            guard mark > 0, mark.isFinite else { continue }
            tell(slot, exit: mark, side: open[Field.quantity][slot], pupil)
        }
    }

    /// Forgets round trips whose holding was closed by something else than fills.
    private func dropVanished(_ portfolio: Portfolio) {
        for index in 0..<instruments where open[Field.quantity][index] != 0 {
            let (tracked, held) = (open[Field.quantity][index], portfolio.quantity[index])
            let isThere = tracked * held > 0 && held.magnitude >= tracked.magnitude * (1 - 1e-9)
            if !isThere { clear(index) }
        }
    }

    private func tell(_ slot: Int, exit: Double, side: Double, _ pupil: any Pupil) {
        let size = open[Field.entryQuantity][slot]
        let reward = TradeReward(
            entry: open[Field.entryValue][slot] / size, exit: exit, side: side > 0 ? 1 : -1, quantity: size,
            fees: open[Field.fees][slot])
        pupil.take(reward, slot: slot, of: self)
        clear(slot)
    }

    private func clear(_ slot: Int) {
        for field in 0..<open.columns { open[field][slot] = 0 }
    }
}

extension TradeBook {
    func remember(into memory: inout MemoryWriter) {
        memory.write(instruments)
        memory.write(fingerprint)
        memory.write(lastOrder)
        memory.write(decided)
        memory.write(open)
    }

    /// Takes back the trades of the same choices; those of others are read over.
    func recall(from memory: inout MemoryReader) throws {
        guard try memory.int() == instruments else {
            throw MemoryMismatch("the trades are of another universe")
        }
        let isSame = try memory.word() == fingerprint
        lastOrder = try memory.word()
        if isSame {
            try memory.read(into: decided)
            try memory.read(into: open)
        } else {
            _ = try memory.doubles()
            _ = try memory.doubles()
            decided.fill(0)
            open.fill(0)
        }
    }
}
