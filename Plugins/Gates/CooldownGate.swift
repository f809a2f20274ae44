import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Blocks a decision for an instrument that has just traded.
///
/// After a fill the instrument pauses for `pause`; from that long after it on it may trade again. See `Cooldown`.
final class CooldownGate: Gate {
    static let paused = Reason("cooldown", unit: .milliseconds)

    static let manifest = Manifest(
        "cooldown",
        "Blocks a decision for an instrument that has just traded.",
        reasons: [paused]
    )

    struct Settings: PluginSettings {
        @Setting(in: .zero ... .days(30), help: "How long an instrument pauses after a fill.")
        var pause: Span = .seconds(5)
    }

    private var cooldown: Cooldown
    private let limit: Double

    init(settings: Settings, context: StageContext) throws {
        cooldown = try Cooldown(
            series: context.axes.instruments.count, nanoseconds: settings.pause.nanoseconds)
        limit = Double(settings.pause.nanoseconds) / 1e6
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        for fill in cycle.portfolio.recentFills where (0..<decisions.count).contains(fill.instrument) {
            cooldown.begin(at: fill.time.nanoseconds, series: fill.instrument)
        }
        let now = cycle.now.nanoseconds
        for index in 0..<decisions.count
        where decisions.isOpen(index) && !cooldown.isOver(at: now, series: index) {
            let elapsed = Double(cooldown.elapsed(at: now, series: index)) / 1e6
            decisions.block(index, Self.paused, observed: elapsed, limit: limit)
        }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(cooldown.state.count)
        for time in cooldown.state { memory.write(UInt64(bitPattern: time)) }
    }

    func recall(from memory: inout MemoryReader) throws {
        let count = try memory.int()
        guard count == cooldown.state.count else { throw MemoryMismatch("the memory is of another universe") }
        var times: [Int64] = []
        for _ in 0..<count { times.append(Int64(bitPattern: try memory.word())) }
        guard cooldown.restore(times) else { throw MemoryMismatch("the memory is of another universe") }
    }
}
