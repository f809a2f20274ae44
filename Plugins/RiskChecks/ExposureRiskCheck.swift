import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Keeps the whole book, its leaning to one side, and each sector within their limits.
///
/// What the targets add is scaled down by one factor until it fits, sectors first, then the gross, then the net; nothing
/// is sold to make room, and what only reduces always passes as it is. The limits are gone through until none takes off
/// more, so that a second review changes nothing. A net limit scales what is added on the heavier side. With
/// `open_orders: worst` the gross counts, of each instrument, the worst that its open orders may come to.
///
/// Worked number: with a sector limit of 20%, 15% held and 10% wanted on top of it in two halves: half of what is added
/// fits, 2.5% each.
final class ExposureRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "exposure",
        "Limits gross, net and sector exposure by scaling down what is added.",
        reasons: CheckReasons.screening + [
            GuardrailReasons.grossLimit, GuardrailReasons.netLimit, CheckReasons.sectorLimit,
            CheckReasons.sectorNet, GuardrailReasons.grossNear, GuardrailReasons.grossImminent,
            GuardrailReasons.netNear, GuardrailReasons.netImminent, CheckReasons.sectorNear,
            CheckReasons.sectorImminent,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0.1...10_000, help: "Largest sum of the weights, long and short.")
        var maxGross: Percent = 100

        @Setting(
            in: 0.1...10_000, help: "Largest difference between long and short weights; none unless set.")
        var maxNet: Percent?

        @Setting(
            help: "Whether open orders count in the gross as what they leave together or as their worst.")
        var openOrders = OpenOrderCount.net

        @Setting(help: "Groups of instruments whose weights together have limits of their own.")
        var sectors: [SectorLimitSettings] = []

        func check(_ issues: inout [Diagnostic]) {
            var seen: Set<String> = []
            for instrument in sectors.flatMap(\.instruments) where !seen.insert(instrument).inserted {
                issues.append($sectors.conflict("has '\(instrument)' twice; an instrument is in one sector"))
            }
        }

        func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {
            for sector in sectors {
                issues += sector.$instruments.unknownInstruments(sector.instruments, in: plan)
            }
        }
    }

    private let limits: ExposureLimits
    private let watch: BookWatch
    private let worst: WorstCase?
    private var sectors: SectorReview

    init(settings: Settings, context: StageContext) throws {
        limits = try ExposureLimits(
            maxPosition: .greatestFiniteMagnitude, maxGross: settings.maxGross.fraction,
            maxNet: settings.maxNet?.fraction ?? .infinity)
        watch = try BookWatch(settings.shared)
        worst = settings.openOrders == .worst ? WorstCase(count: context.axes.instruments.count) : nil
        sectors = SectorReview(
            settings.sectors, instruments: context.axes.instruments,
            watch: try LimitWatch(
                settings.shared, near: CheckReasons.sectorNear,
                imminent: CheckReasons.sectorImminent))
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let review = TargetReview(limits: limits, targets: targets, portfolio: cycle.portfolio)
        let changes = review.changes
        watch.look(cycle.portfolio, limits, targets)
        sectors.warn(cycle.portfolio, targets)
        guard changes.begin() else { return }
        worst?.load(cycle.portfolio)
        // What one limit takes off a side can unbalance what another has just balanced; additions only ever shrink.
        var added = changes.gross.added
        for _ in 0..<Self.rounds {
            sectors.limit(changes)
            if let worst { limitGross(changes, worst) } else { review.limitGross() }
            review.limitNet()
            let left = changes.gross.added
            // Absent sums were refused already, and do not settle.
            if !(left < added - 1e-12) { return }
            added = left
        }
        changes.scaleAll(by: 0, GuardrailReasons.netLimit)
    }

    /// Scales down what is added until the gross fits, with the worst that open orders may come to.
    private func limitGross(_ changes: ChangeReview, _ worst: WorstCase) {
        guard changes.targets.standing == .open else { return }
        var (used, added) = (0.0, 0.0)
        for index in 0..<changes.targets.count {
            let change = changes.change(of: index)
            let floor = max(change.base.magnitude, worst.weight(index, of: changes.portfolio))
            used += floor
            added += max((change.base + change.added).magnitude - floor, 0)
        }
        changes.scaleAll(
            by: WeightChange.part(of: added, fitting: limits.maxGross, used: used),
            GuardrailReasons.grossLimit, observed: (used + added) * 100, limit: limits.maxGross * 100)
    }

    /// How often the limits are gone through; what has not settled by then is refused.
    private static let rounds = 32
}

/// Some instruments that have limits together.
protocol InstrumentGroup {
    var instruments: [String] { get }
    var maxGross: Percent { get }
    var maxNet: Percent? { get }
}

/// Some instruments, and how much of the account they may be together.
struct SectorLimitSettings: SettingGroup, InstrumentGroup {
    @Setting(help: "Name of the sector.")
    var name: String

    @Setting(help: "Its instruments, each in one sector only.")
    var instruments: [String]

    @Setting(in: 0...10_000, help: "Largest sum of its weights, long and short.")
    var maxGross: Percent = 30

    @Setting(in: 0...10_000, help: "Largest difference of its long and short weights; none unless set.")
    var maxNet: Percent?
}
