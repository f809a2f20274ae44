import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Limits how often targets may change a position: of the account, and of one instrument.
///
/// A target that differs from what is held and under way by more than `min_change` is taken for an order. Beyond the rate
/// it is refused when it adds to a position; one that only reduces always passes, and counts. A change exactly as old as
/// the window still counts. The engine's own limit at the broker's door counts every order, and refuses those too.
///
/// Worked number: with 2 in 60 s, of three new targets in one cycle the third is refused, and passes 60.001 s later.
final class OrderRateRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "order_rate",
        "Limits how often targets may add to positions, in all and by instrument.",
        reasons: CheckReasons.screening + [
            CheckReasons.orderRate, CheckReasons.orderRateNear, CheckReasons.orderRateImminent,
            CheckReasons.instrumentRateNear, CheckReasons.instrumentRateImminent,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 1...100_000, help: "Changes of positions within the window, of all instruments.")
        var maxOrders = 60

        @Setting(in: 1...100_000, help: "Changes of one instrument within the window; no limit unless set.")
        var maxPerInstrument: Int?

        @Setting(in: .seconds(1) ... .days(7), help: "Length of the window.")
        var window: Span = .minutes(1)

        @Setting(in: 0...100, help: "Smallest change of a weight that is taken for an order.")
        var minChange: Percent = 0.01

        @Setting(help: "What too many changes do: refuse, reduce_only, or halt until a person's word.")
        var onBreach = RefusalAction.refuse
    }

    private var all: RateWindow?
    private var each: [RateWindow]
    private let minChange: Double
    private let watch: LimitWatch
    private let eachWatch: LimitWatch
    private let limit: Double
    private var latch: RefusalLatch

    init(settings: Settings, context: StageContext) throws {
        all = RateWindow(limit: settings.maxOrders, window: settings.window)
        each =
            settings.maxPerInstrument.flatMap { limit in
                RateWindow(limit: limit, window: settings.window).map { window in
                    context.axes.instruments.map { _ in window }
                }
            } ?? []
        latch = RefusalLatch(settings.onBreach)
        (minChange, limit) = (settings.minChange.fraction, Double(settings.maxOrders))
        watch = try LimitWatch(
            settings.shared, near: CheckReasons.orderRateNear,
            imminent: CheckReasons.orderRateImminent)
        eachWatch = watch.saying(CheckReasons.instrumentRateNear, CheckReasons.instrumentRateImminent)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        latch.stand(targets, CheckReasons.orderRate, limit: limit)
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        guard changes.begin() else { return }
        var busiest = 0
        for index in 0..<targets.count where targets.weight[index].isFinite {
            let expected = cycle.portfolio.expectedWeight(index)
            guard !((targets.weight[index] - expected).magnitude <= minChange) else { continue }
            let isAllowed = allows(index, at: cycle.now)
            if !isAllowed { refuse(index, changes) }
            guard isAllowed || targets.weight[index].isFinite else { continue }
            all?.record(at: cycle.now)
            if !each.isEmpty {
                each[index].record(at: cycle.now)
                busiest = max(busiest, each[index].used(at: cycle.now))
            }
        }
        watch.look(Double(all?.used(at: cycle.now) ?? 0), limit: limit, targets)
        if let one = each.first { eachWatch.look(Double(busiest), limit: Double(one.limit), targets) }
    }

    private func allows(_ index: Int, at now: Timestamp) -> Bool {
        all?.allows(at: now) != false && (each.isEmpty || each[index].allows(at: now))
    }

    private func refuse(_ index: Int, _ changes: ChangeReview) {
        guard changes.change(of: index).added != 0 else { return }
        changes.scale(index, by: 0, CheckReasons.orderRate, observed: limit, limit: limit)
        latch.strike(changes.targets, CheckReasons.orderRate, observed: limit, limit: limit)
    }

    func resume() { latch.release() }

    func remember(into memory: inout MemoryWriter) {
        latch.remember(into: &memory)
        for window in (all.map { [$0] } ?? []) + each {
            let events = window.events
            memory.write(events.count)
            for event in events { memory.write(event) }
        }
    }

    func recall(from memory: inout MemoryReader) throws {
        var latch = latch
        try latch.recall(from: &memory)
        func restored(_ window: RateWindow) throws -> RateWindow {
            guard var fresh = RateWindow(limit: window.limit, window: window.window) else { return window }
            let count = try memory.int()
            guard (0...window.limit).contains(count) else {
                throw MemoryMismatch("the memory holds more changes than the window")
            }
            for _ in 0..<count { fresh.record(at: try memory.timestamp()) }
            return fresh
        }
        let all = try all.map { try restored($0) }
        let each = try each.map { try restored($0) }
        (self.latch, self.all, self.each) = (latch, all, each)
    }
}
