import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Stops new risk while the account's own returns say that a bad period would cost too much.
///
/// The returns are those of the equity from cycle to cycle, or from session to session, the last value of each. Value at
/// risk and expected shortfall come from the worst of them, from a normal distribution with their mean and deviation, or
/// from one whose deviation follows the latest (`ewma`). Beyond a limit (not on it) nothing is added; what reduces a
/// holding passes. Below `minimum` returns nothing is known and nothing is limited. Deposits count as returns: use
/// the account of the strategy alone.
///
/// Worked number: at 95% of 20 returns from -10% to 9% the value at risk is 9% and the expected shortfall 9.5%.
final class ValueAtRiskRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "value_at_risk",
        "Limits value at risk and expected shortfall, from the account's own returns.",
        source: """
            historical: the return at index floor((1 - confidence) n) in ascending order, and the mean up to it; \
            normal: -(mean + z s) and -(mean - density(z) / (1 - confidence) s) (Jorion 2006; Acerbi and Tasche 2002); \
            ewma: RiskMetrics 1996.
            """,
        reasons: CheckReasons.screening + [
            CheckReasons.valueAtRisk, CheckReasons.expectedShortfall, CheckReasons.tailNear,
            CheckReasons.tailImminent,
        ]
    )

    /// Where the figures come from.
    enum Method: String, SettingChoice {
        case historical
        case normal
        case ewma
    }

    /// How long a return is.
    enum Sample: String, SettingChoice {
        case cycle
        case session
    }

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0.01...100, help: "Largest value at risk of a period, of the equity.")
        var maxVar: Percent = 3

        @Setting(
            in: 0.01...100, help: "Largest expected shortfall of a period, of the equity; none unless set.")
        var maxEs: Percent?

        @Setting(in: 50...99.99, help: "Part of all periods that is no worse than the value at risk.")
        var confidence: Percent = 95

        @Setting(
            help: "Takes the worst returns themselves, a normal distribution, or one with fading variance.")
        var method = Method.historical

        @Setting(help: "Whether returns are from session to session or from cycle to cycle.")
        var sample = Sample.session

        @Setting(in: 2...100_000, help: "Returns that are remembered.")
        var window = 250

        @Setting(in: 2...100_000, help: "Returns there must be before anything is limited.")
        var minimum = 20

        @Setting(in: 0.5...0.9999, help: "What the fading variance keeps with each return.")
        var decay = 0.94

        @Setting(
            help: "What a broken limit does: reduce_only or halt stop entries, flatten closes everything.")
        var onBreach = BreachAction.reduceOnly

        func check(_ issues: inout [Diagnostic]) {
            if minimum > window {
                issues.append($minimum.conflict("must not exceed 'window', which is \(window)"))
            }
        }
    }

    private let settings: (method: Method, sample: Sample, minimum: Int)
    private let watch: LimitWatch
    private let limits: (valueAtRisk: Double, shortfall: Double)
    private let action: BreachAction
    private var tail: RollingTail
    /// The value that the present return is measured from, the last one, and its session.
    private var baseline = Double.nan
    private var last = Double.nan
    private var session = 0

    init(settings: Settings, context: StageContext) throws {
        self.settings = (settings.method, settings.sample, settings.minimum)
        watch = try LimitWatch(
            settings.shared, near: CheckReasons.tailNear,
            imminent: CheckReasons.tailImminent)
        limits = (settings.maxVar.fraction, settings.maxEs?.fraction ?? .infinity)
        action = settings.onBreach
        tail = try RollingTail(
            window: settings.window, decay: settings.decay,
            rule: TailRisk(confidence: settings.confidence.fraction))
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        observe(cycle)
        judge(targets)
        _ = ChangeReview(targets: targets, portfolio: cycle.portfolio).begin()
    }

    /// Takes the return that has been completed, if any.
    private func observe(_ cycle: Cycle) {
        let equity = cycle.portfolio.equity
        guard equity.isFinite, equity > 0 else { return }
        let number = cycle.session.daysSinceEpoch
        if last.isNaN {
            (baseline, last, session) = (equity, equity, number)
            return
        }
        switch settings.sample {
        case .cycle: tail.push(equity / last - 1)
        case .session where number != session:
            tail.push(last / baseline - 1)
            baseline = last
        case .session: break
        }
        (last, session) = (equity, number)
    }

    private func judge(_ targets: ApprovedTargetFrame) {
        guard tail.count >= settings.minimum else { return }
        let loss =
            switch settings.method {
            case .historical: tail.historical
            case .normal: tail.normal
            case .ewma: tail.exponential
            }
        compare(loss.valueAtRisk, limits.valueAtRisk, CheckReasons.valueAtRisk, targets)
        compare(loss.expectedShortfall, limits.shortfall, CheckReasons.expectedShortfall, targets)
    }

    private func compare(_ loss: Double, _ limit: Double, _ reason: Reason, _ targets: ApprovedTargetFrame) {
        if loss > limit {
            targets.restrict(action.standing, reason, observed: loss * 100, limit: limit * 100)
        } else {
            watch.look(loss, limit: limit, scale: 100, targets)
        }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(tail.state)
        memory.write(baseline)
        memory.write(last)
        memory.write(session)
    }

    func recall(from memory: inout MemoryReader) throws {
        guard tail.restore(try memory.doubles()) else {
            throw MemoryMismatch("the returns are of another form")
        }
        (baseline, last, session) = (try memory.double(), try memory.double(), try memory.int())
    }
}
