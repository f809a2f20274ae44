import SluiceKit
import SluiceMarket

/// Adds nothing to a position whose price is not of now.
///
/// The price of an instrument is as old as the later one of its bar and its quote. Up to `max_age` it is fresh, up to
/// twice that stale, which is a warning, beyond that hard-stale: the instrument is refused additions and, for `pause`, its
/// orders too. So is one without any price once `grace` has passed, and one whose price is later than now by more than
/// `max_ahead`. What reduces a holding passes.
///
/// Worked number: with 180 s a price 180.001 s old warns, one 360.001 s old blocks.
final class StalenessRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "staleness",
        "Adds nothing to positions whose price is old, missing, or from the future.",
        source: "age = now - time of the bar or quote; fresh <= max_age < stale <= 2 max_age < hard-stale.",
        reasons: CheckReasons.screening + [
            CheckReasons.markStale, CheckReasons.markMissing, CheckReasons.clockSkew, CheckReasons.markAging,
            CheckReasons.markExpiring,
        ]
    )

    /// From which state on nothing is added.
    enum Block: String, SettingChoice {
        case stale
        case hardStale = "hard_stale"
    }

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: .milliseconds(1) ... .days(30), help: "Oldest price that is fresh.")
        var maxAge: Span = .seconds(180)

        @Setting(in: .zero ... .hours(1), help: "How far in the future a price may be.")
        var maxAhead: Span = .seconds(5)

        @Setting(help: "Whether a stale price blocks already, or only one more than twice as old as allowed.")
        var blockOn = Block.hardStale

        @Setting(
            in: .zero ... .days(1), help: "Time from the first cycle in which a missing price blocks nothing."
        )
        var grace: Span = .zero

        @Setting(
            in: .zero ... .days(1),
            help: "Time for which a blocked instrument's orders that add are held back.")
        var pause: Span = .seconds(120)

        @Setting(help: "Whether orders that only reduce a position pass while its instrument is held back.")
        var passesReducing = true
    }

    private let rule: MarkAge
    private let oldest: Double
    private let ahead: Double
    private let blockOn: Block
    private let grace: Span
    private let pause: Span
    private let passesReducing: Bool
    private let watch: LimitWatch
    private var began: Timestamp?

    init(settings: Settings, context: StageContext) throws {
        rule = MarkAge(oldest: settings.maxAge, ahead: settings.maxAhead) ?? MarkAge.strictest
        (oldest, ahead) = (settings.maxAge.seconds * 1_000, settings.maxAhead.seconds * 1_000)
        (blockOn, grace, pause) = (settings.blockOn, settings.grace, settings.pause)
        passesReducing = settings.passesReducing
        watch = try LimitWatch(
            settings.shared, near: CheckReasons.markAging,
            imminent: CheckReasons.markExpiring)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        let first = began ?? cycle.now
        began = first
        let isFree = changes.begin()
        for index in 0..<targets.count {
            let time = max(market.barTime[index], market.quoteTime[index])
            let isThere = time > .distantPast && market.mark(index) > 0
            let state = rule.state(of: isThere ? time : nil, at: cycle.now)
            let age = cycle.now.since(time).seconds * 1_000
            if cycle.portfolio.quantity[index] != 0, state == .fresh || state == .stale {
                if state == .stale { targets.warn(CheckReasons.markStale, observed: age, limit: oldest) }
                watch.look(age, limit: blockOn == .stale ? oldest : 2 * oldest, targets)
            }
            switch state {
            case .fresh: continue
            case .stale where blockOn == .hardStale: continue
            case .missing where cycle.now.since(first) < grace: continue
            case .missing: block(index, CheckReasons.markMissing, .nan, .nan, isFree, changes)
            case .clockSkew: block(index, CheckReasons.clockSkew, -age, ahead, isFree, changes)
            case .stale, .hardStale: block(index, CheckReasons.markStale, age, oldest, isFree, changes)
            }
            targets.pause(index, until: cycle.now + pause, passesReducing: passesReducing)
        }
    }

    private func block(
        _ index: Int, _ reason: Reason, _ observed: Double, _ limit: Double, _ isFree: Bool,
        _ changes: ChangeReview
    ) {
        guard isFree, changes.targets.weight[index].isFinite else { return }
        changes.scale(index, by: 0, reason, observed: observed, limit: limit)
    }

    func remember(into memory: inout MemoryWriter) { memory.write(began ?? .distantPast) }

    func recall(from memory: inout MemoryReader) throws {
        let time = try memory.timestamp()
        began = time == .distantPast ? nil : time
    }
}
