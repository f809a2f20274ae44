import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Stops new risk when the account has fallen too far below its highest value: of the day, the week or the run.
///
/// A day is a session of the calendar, a week begins on Monday, and both begin at the equity they found, so that a gap
/// counts. A fall beyond its limit (not on it) latches. Without `cool_off` only a person's word releases it. With it
/// nothing is added for that long, then the falls are measured anew and, over `recovery`, from none to all of what
/// targets add passes.
///
/// Worked number: a limit of 10%, a peak of 120,000: 108,000 passes and 107,999 latches; with a cool-off and a recovery
/// of 30 minutes each, 45 minutes later half of what is added passes.
final class DrawdownRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "drawdown",
        "Stops new risk after a deep fall of the account, and lets it back bit by bit.",
        source: "(peak - equity) / peak; part = clamp((elapsed - cool_off) / recovery, 0, 1).",
        reasons: CheckReasons.screening + [
            CheckReasons.dayDrawdown, CheckReasons.weekDrawdown, GuardrailReasons.drawdown,
            GuardrailReasons.drawdownNear, GuardrailReasons.drawdownImminent, CheckReasons.coolingOff,
            CheckReasons.recovering,
        ]
    )

    struct Settings: PluginSettings {
        @Setting(in: 0.1...100, help: "Largest fall from the highest equity of the session; none unless set.")
        var daily: Percent?

        @Setting(in: 0.1...100, help: "Largest fall from the highest equity of the week; none unless set.")
        var weekly: Percent?

        @Setting(in: 0.1...100, help: "Largest fall from the highest equity of the run.")
        var running: Percent = 10

        @Setting(in: 1...100, help: "Part of a limit above which there is a warning.")
        var warnAt: Percent = 70

        @Setting(in: 1...100, help: "Part of a limit above which the warning is urgent.")
        var urgentAt: Percent = 90

        @Setting(
            help: "What a broken limit does: reduce_only or halt stop entries, flatten closes everything.")
        var onBreach = BreachAction.halt

        @Setting(
            in: .seconds(1) ... .days(30),
            help: "Time after which new risk comes back by itself; never unless set.")
        var coolOff: Span?

        @Setting(
            in: .zero ... .days(30),
            help: "Time over which, after the cool-off, new risk grows to its full size.")
        var recovery: Span = .minutes(30)

        func check(_ issues: inout [Diagnostic]) {
            issues += LimitWatch.issues(warnAt: warnAt, $warnAt, urgentAt: urgentAt, $urgentAt)
        }
    }

    private let limits: (day: Double, week: Double, run: Double)
    private let warning: LimitWarning
    private let action: BreachAction
    private let ramp: RecoveryRamp?
    private var day = PeriodPeak()
    private var week = PeriodPeak()
    private var run = PeriodPeak()
    /// Which limit was broken: 1 the day's, 2 the week's, 3 the run's; 0 for none.
    private var broken = 0.0
    /// What was observed when it was, percent, and when, in seconds.
    private var observed = Double.nan
    private var since = Double.nan

    init(settings: Settings, context: StageContext) throws {
        limits = (
            settings.daily?.value ?? .infinity, settings.weekly?.value ?? .infinity, settings.running.value
        )
        warning = try LimitWarning(near: settings.warnAt.fraction, imminent: settings.urgentAt.fraction)
        action = settings.onBreach
        ramp = try settings.coolOff.map { coolOff throws(InvalidParameter) in
            try RecoveryRamp(coolOff: coolOff.seconds, recovery: settings.recovery.seconds)
        }
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        watch(cycle, targets)
        guard changes.begin(), broken != 0, let ramp else { return }
        let part = ramp.part(after: seconds(of: cycle) - since)
        changes.scaleAll(by: part, CheckReasons.recovering, observed: part * 100, limit: 100)
        if part >= 1 { release() }
    }

    func resume() {
        release()
        rebase()
    }

    private func seconds(of cycle: Cycle) -> Double { Double(cycle.now.nanoseconds) / 1e9 }

    private func release() { (broken, observed, since) = (0, .nan, .nan) }

    private func rebase() {
        day.rebase()
        week.rebase()
        run.rebase()
    }

    /// Looks at the account, latches or warns, and restricts trading while it has to be.
    private func watch(_ cycle: Cycle, _ targets: ApprovedTargetFrame) {
        let equity = cycle.portfolio.equity
        let now = seconds(of: cycle)
        // Equity below zero counts as nothing left, which is the deepest fall there is.
        let value = equity.isFinite && (equity > 0 || run.peak > 0) ? max(equity, 0) : .nan
        let number = cycle.session.daysSinceEpoch
        let monday = number - Weekday(daysSinceEpoch: number).rawValue
        let (ofDay, ofWeek) = (day.observe(value, period: number), week.observe(value, period: monday))
        let ofRun = run.observe(value, period: 0)
        if !isCooling(at: now) {
            if broken != 0, observed.isFinite {
                // The cool-off is over: what was lost is lost, and only a further fall counts.
                rebase()
                observed = .nan
            } else {
                judge(1, ofDay, limits.day, at: now, targets)
                judge(2, ofWeek, limits.week, at: now, targets)
                judge(3, ofRun, limits.run, at: now, targets)
            }
        }
        guard isCooling(at: now) else { return }
        targets.restrict(action.standing, reason, observed: observed, limit: limit)
    }

    /// Whether a broken limit lets nothing new through.
    private func isCooling(at now: Double) -> Bool {
        guard broken != 0 else { return false }
        guard let ramp else { return true }
        return !(now - since >= ramp.coolOff)
    }

    /// Latches where a fall is beyond its limit, the first of several, and warns where it is near.
    private func judge(
        _ number: Double, _ fall: Double, _ limit: Double, at now: Double, _ targets: ApprovedTargetFrame
    ) {
        if fall > limit {
            if since != now { (broken, observed, since) = (number, fall, now) }
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
        memory.write(day.state + week.state + run.state + [broken, observed, since])
    }

    func recall(from memory: inout MemoryReader) throws {
        let values = try memory.doubles()
        var (day, week, run) = (day, week, run)
        guard values.count == 12, day.restore(values[..<3]), week.restore(values[3..<6]),
            run.restore(values[6..<9]), [0, 1, 2, 3].contains(values[9])
        else { throw MemoryMismatch("the falls are of another form") }
        (self.day, self.week, self.run) = (day, week, run)
        (broken, observed, since) = (values[9], values[10], values[11])
    }
}
