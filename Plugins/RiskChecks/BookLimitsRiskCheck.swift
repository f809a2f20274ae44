import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Refuses a whole book that breaks a limit, where `risk.exposure` would scale it down.
///
/// The book is what the targets lead to. When its largest weight, its gross or its net is beyond its limit, nothing is
/// added to any position and what reduces one passes; the first limit that is broken is the reason. A target that is no
/// number is refused by itself.
///
/// Worked number: targets of 4% and 6% with a largest weight of 5% are both refused; 4% and 5% pass.
final class BookLimitsRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "book_limits",
        "Refuses every addition to a book that breaks a limit on weight, gross or net.",
        reasons: CheckReasons.screening + [
            GuardrailReasons.positionLimit, GuardrailReasons.grossLimit, GuardrailReasons.netLimit,
        ] + GuardrailReasons.book
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0.01...10_000, help: "Largest weight of one instrument, long or short.")
        var maxWeight: Percent = 20

        @Setting(in: 0.1...10_000, help: "Largest sum of the weights, long and short.")
        var maxGross: Percent = 100

        @Setting(
            in: 0.1...10_000, help: "Largest difference between long and short weights; none unless set.")
        var maxNet: Percent?
    }

    private let limits: BookLimits
    private let watch: BookWatch
    private let book: ColumnSet

    init(settings: Settings, context: StageContext) throws {
        // Decimal fractions sum to a rounding more than they should.
        func limit(_ percent: Percent) -> Double { percent.fraction * (1 + 1e-12) }
        limits = BookLimits(
            try ExposureLimits(
                maxPosition: limit(settings.maxWeight), maxGross: limit(settings.maxGross),
                maxNet: settings.maxNet.map(limit) ?? .infinity))
        watch = try BookWatch(settings.shared)
        book = ColumnSet(columns: 1, rows: context.axes.instruments.count)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        watch.look(cycle.portfolio, limits.exposure, targets)
        guard changes.begin() else { return }
        let column = book[0]
        for index in 0..<targets.count { column[index] = changes.weight(after: index) }
        let weights = UnsafeBufferPointer(start: column.base, count: column.count).span
        guard let broken = limits.firstBroken(by: weights) else { return }
        let (reason, limit) =
            switch broken.code {
            case .nonFinite: (GuardrailReasons.weightUnknown, Double.nan)
            case .maxWeight: (GuardrailReasons.positionLimit, limits.exposure.maxPosition)
            case .maxGross: (GuardrailReasons.grossLimit, limits.exposure.maxGross)
            case .maxNet: (GuardrailReasons.netLimit, limits.exposure.maxNet)
            }
        changes.scaleAll(by: 0, reason, observed: broken.observed * 100, limit: limit * 100)
    }
}
