import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Stops new risk when the account has fallen too far below its highest value: of the day, the week or the run.
///
/// A day is a session of the calendar, a week begins on Monday, and both begin at the equity they found, so that a gap
/// counts. A fall beyond its limit (not on it) latches until a person's word, after which the falls are measured anew.
/// With `cool_off` nothing is added for that long after the word, then, over `recovery`, from none to all of what targets
/// add passes; a further fall latches again.
///
/// Worked number: a limit of 10%, a peak of 120,000: 108,000 passes and 107,999 latches; with a cool-off and a recovery
/// of 30 minutes each, 45 minutes after a person's word half of what is added passes.
final class DrawdownRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "drawdown",
        "Stops new risk after a deep fall of the account, until a person's word.",
        source: "(peak - equity) / peak; part = clamp((elapsed - cool_off) / recovery, 0, 1).",
        reasons: CheckReasons.screening + [
            CheckReasons.dayDrawdown, CheckReasons.weekDrawdown, GuardrailReasons.drawdown,
            GuardrailReasons.drawdownNear, GuardrailReasons.drawdownImminent, CheckReasons.coolingOff,
            CheckReasons.recovering,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0.1...100, help: "Largest fall from the highest equity of the session; none unless set.")
        var daily: Percent?

        @Setting(in: 0.1...100, help: "Largest fall from the highest equity of the week; none unless set.")
        var weekly: Percent?

        @Setting(in: 0.1...100, help: "Largest fall from the highest equity of the run.")
        var running: Percent = 10

        @Setting(
            help: "What a broken limit does: reduce_only or halt stop entries, flatten closes everything.")
        var onBreach = BreachAction.halt

        @Setting(
            in: .seconds(1) ... .days(30),
            help: "Time after a person's word in which nothing is added; none unless set.")
        var coolOff: Span?

        @Setting(
            in: .zero ... .days(30),
            help: "Time over which, after the cool-off, new risk grows to its full size.")
        var recovery: Span = .minutes(30)
    }

    private let limits: (day: Double, week: Double, run: Double)
    private let warning: LimitWarning
    private let action: BreachAction
    private var comeback: Comeback
    private var day = PeriodPeak()
    private var week = PeriodPeak()
    private var run = PeriodPeak()
    /// Which limit was broken: 1 the day's, 2 the week's, 3 the run's; 0 for none.
    private var broken = 0.0
    /// What was observed when it was, percent.
    private var observed = Double.nan

    init(settings: Settings, context: StageContext) throws {
        limits = (
            settings.daily?.value ?? .infinity, settings.weekly?.value ?? .infinity, settings.running.value
        )
        warning = try settings.shared.warning
        action = settings.onBreach
        comeback = try Comeback(coolOff: settings.coolOff, recovery: settings.recovery)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        watch(cycle, targets)
        comeback.stand(targets, at: cycle.now)
        if changes.begin() { comeback.limit(changes, at: cycle.now) }
    }

    func resume() {
        if broken != 0 { comeback.begin() }
        (broken, observed) = (0, .nan)
        day.rebase()
        week.rebase()
        run.rebase()
    }

    /// Looks at the account, latches or warns, and restricts trading while it has to be.
    private func watch(_ cycle: Cycle, _ targets: ApprovedTargetFrame) {
        let equity = cycle.portfolio.equity
        // Equity below zero counts as nothing left, which is the deepest fall there is.
        let value = equity.isFinite && (equity > 0 || run.peak > 0) ? max(equity, 0) : .nan
        let number = cycle.session.daysSinceEpoch
        let monday = number - Weekday(daysSinceEpoch: number).rawValue
        let (ofDay, ofWeek) = (day.observe(value, period: number), week.observe(value, period: monday))
        let ofRun = run.observe(value, period: 0)
        if broken == 0 {
            judge(1, ofDay, limits.day, targets)
            judge(2, ofWeek, limits.week, targets)
            judge(3, ofRun, limits.run, targets)
        }
        guard broken != 0 else { return }
        targets.restrict(action.standing, reason, observed: observed, limit: limit)
    }

    /// Latches where a fall is beyond its limit, the first of several, and warns where it is near.
    private func judge(_ number: Double, _ fall: Double, _ limit: Double, _ targets: ApprovedTargetFrame) {
        if fall > limit {
            guard broken == 0 else { return }
            (broken, observed) = (number, fall)
            comeback.stop()
        } else {
            warn(fall, limit, targets)
        }
    }

    private func warn(_ fall: Double, _ limit: Double, _ targets: ApprovedTargetFrame) {
        guard limit < .infinity, let level = warning.level(of: fall, limit: limit) else { return }
        targets.warn(
            level == .high ? GuardrailReasons.drawdownImminent : GuardrailReasons.drawdownNear,
            observed: fall,
            limit: limit)
    }

    private var reason: Reason {
        broken == 1
            ? CheckReasons.dayDrawdown : broken == 2 ? CheckReasons.weekDrawdown : GuardrailReasons.drawdown
    }

    private var limit: Double { broken == 1 ? limits.day : broken == 2 ? limits.week : limits.run }

    func remember(into memory: inout MemoryWriter) {
        memory.write(day.state + week.state + run.state + [broken, observed])
        comeback.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        let values = try memory.doubles()
        var (day, week, run) = (day, week, run)
        guard values.count == 11, day.restore(values[..<3]), week.restore(values[3..<6]),
            run.restore(values[6..<9]), [0, 1, 2, 3].contains(values[9])
        else { throw MemoryMismatch("the falls are of another form") }
        (self.day, self.week, self.run) = (day, week, run)
        (broken, observed) = (values[9], values[10])
        try comeback.recall(from: &memory)
    }
}
