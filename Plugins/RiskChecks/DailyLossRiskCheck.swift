import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Stops new risk once a session has cost too much: a part of the equity it began with, or an amount.
///
/// The session is measured from the last equity of the one before, so that a gap overnight counts, or from its own first
/// sample. A loss on the limit trips, and so does a session that begins with nothing. What has tripped stays so until a
/// person's word, or with `latch: session` until the next session. With `cool_off` nothing is added for that long after
/// the word, then, over `recovery`, more and more.
///
/// Worked number: a limit of 2%, a baseline of 15,059.96: 14,758.77 passes, 14,502.75, a loss of 3.7%, trips.
final class DailyLossRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "daily_loss",
        "Stops new risk once a session has lost a part of the equity, or an amount.",
        source: "(start - equity) / start >= limit, compared as exact decimals.",
        reasons: CheckReasons.screening + [
            CheckReasons.coolingOff, CheckReasons.recovering,
            GuardrailReasons.dailyLoss, GuardrailReasons.dailyLossNear, GuardrailReasons.dailyLossImminent,
        ]
    )

    /// How long a tripped check stays so.
    enum Latch: String, SettingChoice {
        /// Until a person's word.
        case resume
        /// Until the next session.
        case session
    }

    /// What a session is measured from.
    enum Baseline: String, SettingChoice {
        case previousClose = "previous_close"
        case firstSample = "first_sample"
    }

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0.01...100, help: "Loss of a session, of the equity it began with, that trips.")
        var maxLoss: Percent = 2

        @Setting(
            in: Amount(1)...Amount(1_000_000_000_000),
            help: "Loss of a session in the account's currency that trips as well; none unless set.")
        var maxAmount: Money?

        @Setting(help: "Whether a session is measured from the close before it or from its first sample.")
        var baseline = Baseline.previousClose

        @Setting(help: "Whether it stays tripped until a person's word or until the next session.")
        var latch = Latch.resume

        @Setting(
            help: "What a broken limit does: reduce_only or halt stop entries, flatten closes everything.")
        var onBreach = BreachAction.reduceOnly

        @Setting(help: "Whether open orders that add to a position are cancelled when it trips.")
        var cancelOrders = true

        @Setting(
            in: .seconds(1) ... .days(30),
            help: "Time after a person's word in which nothing is added; none unless set.")
        var coolOff: Span?

        @Setting(
            in: .zero ... .days(30),
            help: "Time over which, after the cool-off, new risk grows to its full size.")
        var recovery: Span = .minutes(30)
    }

    private var rule: DailyLoss
    private let watch: LimitWatch
    private let latch: Latch
    private let action: BreachAction
    private let cancels: Bool
    private var comeback: Comeback
    private var isLatched = false
    /// The loss that latched, a fraction of the session's start; NaN where it began with nothing.
    private var observed = Double.nan

    init(settings: Settings, context: StageContext) throws {
        let limit = Amount(settings.maxLoss.fraction, rounding: .halfEven) ?? Amount(1)
        guard
            let rule = DailyLoss(
                limit: limit, maxAmount: settings.maxAmount?.amount,
                baseline: settings.baseline == .previousClose ? .previousClose : .firstSample)
        else {
            throw InvalidParameter(
                name: "max_loss", value: settings.maxLoss.value, expected: "from 0.01 to 100")
        }
        self.rule = rule
        watch = try LimitWatch(
            settings.shared, near: GuardrailReasons.dailyLossNear,
            imminent: GuardrailReasons.dailyLossImminent)
        comeback = try Comeback(coolOff: settings.coolOff, recovery: settings.recovery)
        (latch, action, cancels) = (settings.latch, settings.onBreach, settings.cancelOrders)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        observe(cycle, targets)
        let limit = rule.limit.doubleValue
        if isLatched {
            targets.restrict(
                action.standing, GuardrailReasons.dailyLoss, observed: observed * 100, limit: limit * 100)
            if cancels { targets.cancel(.cancelAdding) }
        }
        comeback.stand(targets, at: cycle.now)
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        if changes.begin() { comeback.limit(changes, at: cycle.now) }
    }

    private func observe(_ cycle: Cycle, _ targets: ApprovedTargetFrame) {
        let day = cycle.session.daysSinceEpoch
        if latch == .session, day != rule.day { (isLatched, observed) = (false, .nan) }
        guard let equity = Amount(cycle.portfolio.equity, rounding: .halfEven),
            let reading = try? rule.observe(equity, day: day)
        else {
            // A number that no amount can hold is no equity.
            targets.restrict(
                .reduceOnly, GuardrailReasons.equityUnknown, observed: cycle.portfolio.equity)
            return
        }
        let loss = reading.loss?.doubleValue ?? .nan
        if reading.isTripped, !isLatched {
            (isLatched, observed) = (true, loss)
            comeback.stop()
        }
        guard !isLatched else { return }
        watch.look(loss, limit: rule.limit.doubleValue, scale: 100, targets)
        guard let amount = rule.maxAmount?.doubleValue, let start = rule.start?.doubleValue else { return }
        watch.look(loss, limit: amount / start, scale: 100, targets)
    }

    func resume() {
        if isLatched { comeback.begin() }
        rule.rebase()
        (isLatched, observed) = (false, .nan)
    }

    func remember(into memory: inout MemoryWriter) {
        for amount in [rule.start, rule.last] {
            memory.write(amount == nil ? 0 : 1)
            memory.write(amount ?? .zero)
        }
        memory.write(rule.day)
        memory.write(rule.isTripped ? 1 : 0)
        memory.write(isLatched ? 1 : 0)
        memory.write(observed)
        comeback.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        func known() throws -> Amount? {
            let isThere = try memory.int() != 0
            let amount = try memory.amount()
            return isThere ? amount : nil
        }
        let (start, last, day) = (try known(), try known(), try memory.int())
        let (isTripped, isLatched) = (try memory.int() != 0, try memory.int() != 0)
        let observed = try memory.double()
        try comeback.recall(from: &memory)
        rule.restore(start: start, last: last, day: day, isTripped: isTripped)
        (self.isLatched, self.observed) = (isLatched, observed)
    }
}
