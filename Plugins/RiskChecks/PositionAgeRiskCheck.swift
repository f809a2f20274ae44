import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Watches positions that are held for too long: warns, adds nothing to them, or closes them.
///
/// The age of a position is the time since the first cycle that saw it on its side; one that turns begins anew, one that
/// grows or shrinks does not. A position that is there when a pipeline first looks is as old as that look. Beyond
/// `max_age` (not on it) `on_breach` is done in every cycle.
///
/// Worked number: with 30 minutes a position first seen at 10:00 is of age at 10:30 and too old at 10:30:01.
final class PositionAgeRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "position_age",
        "Watches positions that are held for too long.",
        source: "now - first cycle of the position on its side.",
        reasons: CheckReasons.screening + [
            CheckReasons.positionOld, CheckReasons.positionAgeNear, CheckReasons.positionAgeImminent,
        ]
    )

    /// What becomes of a position that is too old.
    enum Action: String, SettingChoice {
        /// It is said.
        case warn
        /// Nothing is added to it.
        case refuse
        /// It is closed.
        case close
    }

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: .milliseconds(1) ... .days(4_000), help: "Age beyond which a position is too old.")
        var maxAge: Span = .minutes(30)

        @Setting(help: "What becomes of it: warn says so, refuse adds nothing to it, close closes it.")
        var onBreach = Action.warn
    }

    private let limit: Double
    private let action: Action
    private let watch: LimitWatch
    private var ages: HoldingAges

    init(settings: Settings, context: StageContext) throws {
        (limit, action) = (settings.maxAge.seconds * 1_000, settings.onBreach)
        watch = try LimitWatch(
            settings.shared, near: CheckReasons.positionAgeNear,
            imminent: CheckReasons.positionAgeImminent)
        ages = HoldingAges(count: context.axes.instruments.count)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        let isFree = changes.begin()
        for index in 0..<targets.count {
            let quantity = cycle.portfolio.quantity[index]
            ages.update(index, quantity: quantity, at: cycle.now)
            let age = ages.age(index, at: cycle.now)
            guard !age.isNaN else { continue }
            guard age > limit else {
                watch.look(age, limit: limit, targets)
                continue
            }
            targets.warn(CheckReasons.positionOld, observed: age, limit: limit)
            switch action {
            case .warn: break
            case .refuse where isFree && targets.weight[index].isFinite:
                changes.scale(index, by: 0, CheckReasons.positionOld, observed: age, limit: limit)
            case .refuse: break
            case .close: targets.limit(index, to: 0, CheckReasons.positionOld, observed: age, limit: limit)
            }
        }
    }

    func remember(into memory: inout MemoryWriter) { ages.remember(into: &memory) }

    func recall(from memory: inout MemoryReader) throws { try ages.recall(from: &memory) }
}
