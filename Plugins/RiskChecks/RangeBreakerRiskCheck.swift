import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Adds nothing to an instrument whose last prices have strayed too far from their mean.
///
/// The range is the largest |close - mean| / mean of the last `window` closes. Beyond `max_range` (not on it) nothing is
/// added to the instrument, and its orders that add pause, until `cooldown` after the last bar that was so; `on_breach`
/// may stop everything instead. Before `window` closes there is no range, and nothing is limited.
///
/// Worked number: closes of 100, 100, 100 and 112 have a mean of 103 and a range of 8.74%, beyond 5%.
final class RangeBreakerRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "range_breaker",
        "Adds nothing to an instrument whose last prices have strayed too far from their mean.",
        source: "max |close - mean| / mean over the last closes (live-trade engine).",
        reasons: CheckReasons.screening + [
            CheckReasons.rangeBreaker, CheckReasons.rangeNear, CheckReasons.rangeImminent,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 2...10_000, help: "Closes over which the range is taken.")
        var window = 20

        @Setting(in: 0.01...1_000, help: "Largest distance of a close from their mean, of the mean.")
        var maxRange: Percent = 5

        @Setting(in: .zero ... .days(7), help: "Time after which an instrument may be added to again.")
        var cooldown: Span = .minutes(30)

        @Setting(
            help: "What a wide range does: refuse the instrument, or reduce_only or halt for everything.")
        var onBreach = RefusalAction.refuse
    }

    private var breaker: RangeBreaker?
    private let limit: Double
    private let cooldown: Span
    private let watch: LimitWatch
    private var latch: RefusalLatch
    /// Until when nothing is added to an instrument.
    private let until: TimeColumn
    private let count: Int

    init(settings: Settings, context: StageContext) throws {
        count = context.axes.instruments.count
        breaker = count == 0 ? nil : try RangeBreaker(series: count, window: settings.window)
        (limit, cooldown) = (settings.maxRange.fraction, settings.cooldown)
        latch = RefusalLatch(settings.onBreach)
        watch = try LimitWatch(
            settings.shared, near: CheckReasons.rangeNear,
            imminent: CheckReasons.rangeImminent)
        until = TimeColumn(count: count)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        for index in 0..<count where market.isFresh(index) { look(index, cycle, targets, market) }
        latch.stand(targets, CheckReasons.rangeBreaker, limit: limit * 100)
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        let isFree = changes.begin()
        for index in 0..<count where cycle.now < until[index] {
            targets.pause(index, until: until[index])
            guard isFree, targets.weight[index].isFinite else { continue }
            changes.scale(
                index, by: 0, CheckReasons.rangeBreaker, observed: (breaker?.range(index) ?? .nan) * 100,
                limit: limit * 100)
        }
    }

    /// Takes the close of a bar, and what it says.
    private func look(
        _ index: Int, _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame
    ) {
        let close = market.close[index]
        guard close > 0, close.isFinite else { return }
        breaker?.push(close, series: index)
        let range = breaker?.range(index) ?? .nan
        guard range > limit else { return watch.look(range, limit: limit, scale: 100, targets) }
        until[index] = cycle.now + cooldown
        latch.strike(targets, CheckReasons.rangeBreaker, observed: range * 100, limit: limit * 100)
    }

    func resume() {
        latch.release()
        for index in 0..<count { until[index] = .distantPast }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(breaker?.state ?? [])
        for index in 0..<count { memory.write(until[index]) }
        latch.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        let state = try memory.doubles()
        if var restored = breaker {
            guard restored.restore(state) else { throw MemoryMismatch("the closes are of another universe") }
            breaker = restored
        }
        for index in 0..<count { until[index] = try memory.timestamp() }
        try latch.recall(from: &memory)
    }
}
