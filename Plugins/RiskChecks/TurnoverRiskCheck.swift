import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Limits how much of the account is traded: by the targets of one cycle, and within a session.
///
/// The turnover of a cycle is the sum of |target - weight| over what is held or under way. That of a session is the value
/// of all that has traded in it over the equity, with open orders and what the targets still reduce. What targets add is
/// scaled down by one factor until both fit; what reduces a holding passes, and counts.
///
/// Worked number: with 30% a cycle, 10% sold and 40% bought: half of the 40% fits beside the 10%.
final class TurnoverRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "turnover",
        "Limits how much of the account is traded in a cycle and in a session.",
        source: "cycle: sum |target - weight|; session: sum of traded value / equity.",
        reasons: CheckReasons.screening + [
            CheckReasons.turnover, CheckReasons.sessionTurnover, CheckReasons.turnoverNear,
            CheckReasons.turnoverImminent,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0.01...100_000, help: "Largest sum of the changes that the targets of a cycle ask for.")
        var maxCycle: Percent = 30

        @Setting(in: 0.01...1_000_000, help: "Largest turnover of a session; none unless set.")
        var maxSession: Percent?
    }

    private let limits: (cycle: Double, session: Double)
    private let watch: LimitWatch
    /// What has traded in the session, in the account's currency; NaN once a fill had no value.
    private var traded = 0.0
    private var session = 0

    init(settings: Settings, context: StageContext) throws {
        limits = (settings.maxCycle.fraction, settings.maxSession?.fraction ?? .infinity)
        watch = try LimitWatch(
            settings.shared, near: CheckReasons.turnoverNear,
            imminent: CheckReasons.turnoverImminent)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        count(cycle)
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        guard changes.begin() else { return }
        let used = traded / cycle.portfolio.equity
        watch.look(used, limit: limits.session, scale: 100, targets)
        limit(changes, to: limits.cycle, used: 0, CheckReasons.turnover)
        guard limits.session < .infinity else { return }
        limit(
            changes, to: limits.session, used: used + underWay(cycle.portfolio), CheckReasons.sessionTurnover)
    }

    /// Takes what traded since the last look.
    private func count(_ cycle: Cycle) {
        let day = cycle.session.daysSinceEpoch
        if day != session { (traded, session) = (0, day) }
        for fill in cycle.portfolio.recentFills {
            let rate = cycle.portfolio.rate[fill.instrument]
            // What nobody can value is more than any limit, until the session is over.
            traded +=
                rate.isNaN ? .infinity : (fill.quantity.doubleValue * fill.price.doubleValue).magnitude * rate
        }
    }

    /// The value of open orders, a part of the equity.
    private func underWay(_ portfolio: Portfolio) -> Double {
        var sum = 0.0
        for index in 0..<portfolio.count where portfolio.pending[index] != 0 {
            sum += (portfolio.pending[index] * portfolio.mark[index]).magnitude * portfolio.rate[index]
        }
        return sum / portfolio.equity
    }

    private func limit(_ changes: ChangeReview, to limit: Double, used: Double, _ reason: Reason) {
        let portfolio = changes.portfolio
        var (reduced, added) = (0.0, 0.0)
        for index in 0..<changes.targets.count where changes.targets.weight[index].isFinite {
            let change = WeightChange(
                from: portfolio.expectedWeight(index), to: changes.targets.weight[index])
            reduced += (change.base - portfolio.expectedWeight(index)).magnitude
            added += change.added.magnitude
        }
        changes.scaleAll(
            by: WeightChange.part(of: added, fitting: limit, used: used + reduced), reason,
            observed: (used + reduced + added) * 100, limit: limit * 100)
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(traded)
        memory.write(session)
    }

    func recall(from memory: inout MemoryReader) throws {
        (traded, session) = (try memory.double(), try memory.int())
    }
}
