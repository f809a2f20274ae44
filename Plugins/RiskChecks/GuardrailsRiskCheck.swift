import SluiceKit
import SluiceMarket
import SluiceNumerics

/// The account's last line: a kill switch for a bad day or a deep drawdown, and limits on what is held.
///
/// The day's result is measured from the last equity of the session before. A loss or drawdown beyond its limit
/// latches the kill switch, and nothing but a person's word releases it, with `cool_off` and `recovery` bit by bit; equity that is not known or not positive
/// halts for as long as it lasts. A target that only reduces a holding always passes as it is; one that crosses zero
/// passes as far as zero. Any other is clipped to `max_position`, and what all of them add is scaled down by one
/// factor to fit `max_gross` and `max_net`, so that nothing is sold to make room.
///
/// Worked number: with a limit of 2%, a baseline of 100,000 and an equity of 97,999 the switch latches; at 98,000 not.
final class GuardrailsRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "guardrails",
        "Halts after a bad day or a deep drawdown, and limits positions, gross and net exposure.",
        reasons: GuardrailReasons.all + [CheckReasons.coolingOff, CheckReasons.recovering]
    )

    /// What the kill switch does.
    enum Action: String, SettingChoice {
        /// Nothing new; what reduces a holding still passes.
        case halt
        /// Everything is closed.
        case flatten
    }

    /// What the day's result is measured from.
    enum Baseline: String, SettingChoice {
        /// The last equity of the session before, so that a gap overnight counts.
        case previousClose = "previous_close"
        /// The first equity of the session.
        case firstSample = "first_sample"
    }

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0.1...100, help: "Loss of a session beyond which the kill switch latches.")
        var maxDailyLoss: Percent = 2

        @Setting(in: 0.1...100, help: "Fall from the highest equity beyond which the kill switch latches.")
        var maxDrawdown: Percent = 10

        @Setting(in: 0.1...1_000, help: "Largest weight of one instrument, long or short.")
        var maxPosition: Percent = 20

        @Setting(in: 0.1...1_000, help: "Largest sum of the weights, long and short.")
        var maxGross: Percent = 100

        @Setting(in: 0.1...1_000, help: "Largest difference between long and short weights; none unless set.")
        var maxNet: Percent?

        @Setting(help: "What a latched kill switch does: halt stops entries, flatten closes everything.")
        var onBreach = Action.halt

        @Setting(help: "Whether a session is measured from the close before it or from its first sample.")
        var baseline = Baseline.previousClose

        @Setting(
            in: .seconds(1) ... .days(30),
            help: "Time after a person's word in which nothing is added; none unless set.")
        var coolOff: Span?

        @Setting(
            in: .zero ... .days(30),
            help: "Time over which, after the cool-off, new risk grows to its full size.")
        var recovery: Span = .minutes(30)
    }

    private var guardrails: Guardrails
    private let warnings: LimitWarnings
    private let breach: TradingStanding
    private var comeback: Comeback
    /// What was observed when the switch latched, in percent.
    private var observed = Double.nan
    private let noExposure = Exposure(of: [Double]().span)

    init(settings: Settings, context: StageContext) throws {
        guardrails = try Guardrails(
            maxDailyLossPercent: settings.maxDailyLoss.value,
            maxDrawdownPercent: settings.maxDrawdown.value,
            limits: ExposureLimits(
                maxPosition: settings.maxPosition.fraction,
                maxGross: settings.maxGross.fraction,
                maxNet: settings.maxNet?.fraction ?? .infinity
            ),
            warningFraction: settings.shared.urgentAt.fraction,
            baseline: settings.baseline == .previousClose ? .previousClose : .firstSample
        )
        warnings = LimitWarnings(
            maxDailyLoss: settings.maxDailyLoss.value,
            maxDrawdown: settings.maxDrawdown.value,
            warning: try settings.shared.warning,
            book: try BookWatch(settings.shared)
        )
        comeback = try Comeback(coolOff: settings.coolOff, recovery: settings.recovery)
        breach = settings.onBreach == .halt ? .halt : .flatten
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        watch(cycle, targets)
        comeback.stand(targets, at: cycle.now)
        let review = TargetReview(limits: guardrails.limits, targets: targets, portfolio: cycle.portfolio)
        review.limitEach()
        review.limitGross()
        review.limitNet()
        if targets.standing == .open { comeback.limit(review.changes, at: cycle.now) }
    }

    func resume() {
        if guardrails.kill != nil { comeback.begin() }
        guardrails.resume()
        observed = .nan
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(guardrails.state)
        memory.write(observed)
        comeback.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        guard guardrails.restore(try memory.doubles()) else {
            throw MemoryMismatch("the guardrails' memory is not one")
        }
        observed = try memory.double()
        try comeback.recall(from: &memory)
    }

    /// Looks at the account, latches the switch or warns.
    private func watch(_ cycle: Cycle, _ targets: ApprovedTargetFrame) {
        let equity = cycle.portfolio.equity
        let isKnown = equity.isFinite && equity > 0
        var exposure = noExposure
        exposure.gross = cycle.portfolio.gross
        let wasLatched = guardrails.kill != nil
        // Equity below zero counts as nothing left, which latches; but not as the value everything is measured from.
        let hasBaseline = guardrails.drawdown.peak > 0
        let status = guardrails.observe(
            value: isKnown ? equity : equity.isFinite && hasBaseline ? 0 : .nan,
            session: cycle.session.daysSinceEpoch,
            exposure: exposure
        )
        if let kill = status.kill {
            let isLoss = kill == .dailyLoss
            if !wasLatched { comeback.stop() }
            if !wasLatched { observed = isLoss ? -status.dailyPercent : status.drawdownPercent }
            targets.restrict(
                breach, isLoss ? GuardrailReasons.dailyLoss : GuardrailReasons.drawdown,
                observed: observed, limit: isLoss ? warnings.maxDailyLoss : warnings.maxDrawdown)
        } else if !isKnown {
            targets.restrict(.halt, GuardrailReasons.equityUnknown, observed: equity)
        } else {
            warnings.warn(of: status, cycle.portfolio, limits: guardrails.limits, targets)
        }
    }
}
