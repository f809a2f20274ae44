import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Keeps positions from turning for little: a least net edge, a higher one against what is held, no flips too soon, and
/// not too many of them at once.
///
/// |net| must be `min_net`, and `min_net + hysteresis` where the decision is against the holding or, without one,
/// against the last side that was let through. Within `window` of such a turn, or of the first entry, no other is let
/// through. Of all instruments at most `max_churn` turn in one cycle, those with the largest net first, of equals the
/// earlier; at least one may. What is unknown blocks.
final class NettingGate: Gate {
    static let unknown = Reason("net_unknown")
    static let lowNet = Reason("net_low", unit: .basisPoints)
    static let flip = Reason("flip_suppressed", unit: .milliseconds)
    static let churn = Reason("churn_too_high", unit: .percent)

    static let manifest = Manifest(
        "netting",
        "Keeps positions from turning for little, too soon, or too many at once.",
        reasons: [unknown, lowNet, flip, churn]
    )

    struct Settings: PluginSettings {
        @Setting(in: 0...10_000, help: "Least net edge that passes.")
        var minNet: BasisPoints = 10
        @Setting(in: 0...10_000, help: "How much more it takes to turn a position.")
        var hysteresis: BasisPoints = 5
        @Setting(in: .zero ... .days(30), help: "How long after a turn the next one is let through.")
        var window: Span = .seconds(30)
        @Setting(in: 0...100, help: "Largest part of the universe that may turn in one cycle.")
        var maxChurn: Percent = 30
    }

    /// The side let through last by instrument, 0 for none.
    private let sides: ColumnSet
    private let magnitudes: ColumnSet
    private var turns: Cooldown
    private var ranking: RankedIndices
    private let settings: Settings
    private let mayTurn: Int
    private let windowMs: Double

    init(settings: Settings, context: StageContext) throws {
        let count = context.axes.instruments.count
        sides = ColumnSet(columns: 1, rows: count)
        sides.fill(0)
        magnitudes = ColumnSet(columns: 1, rows: count)
        turns = try Cooldown(series: count, nanoseconds: settings.window.nanoseconds)
        ranking = RankedIndices(capacity: count)
        self.settings = settings
        mayTurn = max(1, Int(settings.maxChurn.fraction * Double(count) + 1e-9))
        windowMs = Double(settings.window.nanoseconds) / 1e6
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        ranking.clear()
        let now = cycle.now.nanoseconds
        for index in 0..<decisions.count where decisions.isOpen(index) {
            let turns = isTurn(index, decisions, cycle.portfolio)
            judge(index, isTurn: turns, now, decisions)
            guard decisions.isOpen(index), turns else { continue }
            magnitudes[0][index] = decisions.net[index].magnitude
            ranking.add(index)
        }
        limitChurn(decisions)
        for index in 0..<decisions.count where decisions.isOpen(index) {
            if sides[0][index] != decisions.side[index] { turns.begin(at: now, series: index) }
            sides[0][index] = decisions.side[index]
        }
    }

    /// Whether a decision is against the holding, or without one against the last side that was let through.
    private func isTurn(_ index: Int, _ decisions: DecisionFrame, _ portfolio: Portfolio) -> Bool {
        let held = portfolio.quantity[index]
        let before = held == 0 || held.isNaN ? sides[0][index] : held
        return before * decisions.side[index] < 0
    }

    private func judge(_ index: Int, isTurn: Bool, _ now: Int64, _ decisions: DecisionFrame) {
        let net = decisions.net[index].magnitude
        let least = settings.minNet.value + (isTurn ? settings.hysteresis.value : 0)
        if !net.isFinite {
            decisions.block(index, Self.unknown)
        } else if fallsShort(net, of: least) {
            decisions.block(index, Self.lowNet, observed: net, limit: least)
        } else if isTurn, !turns.isOver(at: now, series: index) {
            let elapsed = Double(turns.elapsed(at: now, series: index)) / 1e6
            decisions.block(index, Self.flip, observed: elapsed, limit: windowMs)
        }
    }

    private func limitChurn(_ decisions: DecisionFrame) {
        guard ranking.count > mayTurn else { return }
        let observed = Double(ranking.count) / Double(decisions.count) * 100
        ranking.sort(by: magnitudes[0].base)
        for place in mayTurn..<ranking.count {
            decisions.block(
                ranking[place], Self.churn, observed: observed, limit: settings.maxChurn.value)
        }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(sides)
        for time in turns.state { memory.write(UInt64(bitPattern: time)) }
    }

    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: sides)
        var times: [Int64] = []
        for _ in turns.state { times.append(Int64(bitPattern: try memory.word())) }
        guard turns.restore(times) else { throw MemoryMismatch("the memory is of another universe") }
    }
}
