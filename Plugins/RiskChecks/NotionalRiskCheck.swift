import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Caps what an instrument, and the whole book, may be worth in money.
///
/// What a target adds is cut back to the cap, the book by one factor; a holding beyond it is not sold, and what reduces
/// one passes. The caps are in the account's currency and do not grow with it.
///
/// Worked number: an equity of 100,000 and a cap of 25,000: a target of 40% becomes 25%.
final class NotionalRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "notional",
        "Caps each instrument's and the book's value in money.",
        source: "|weight| x equity <= cap.",
        reasons: CheckReasons.screening + [
            CheckReasons.notionalLimit, CheckReasons.bookNotional, CheckReasons.notionalNear,
            CheckReasons.notionalImminent, CheckReasons.bookNotionalNear, CheckReasons.bookNotionalImminent,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(
            in: Amount.zero...Amount(1_000_000_000_000),
            help: "Largest value of an instrument in the account's currency, for all or by name.")
        var maxNotional = NameMap(Money(amount: Amount(10_000), currency: .usd))

        @Setting(
            in: Amount.zero...Amount(1_000_000_000_000),
            help: "Largest value of the whole book, long and short; none unless set.")
        var maxBook: Money?

        func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {
            issues += $maxNotional.unknownInstruments(maxNotional.own.map(\.name), in: plan)
        }
    }

    private let caps: [Double]
    private let maxBook: Double
    private let watch: LimitWatch
    private let bookWatch: LimitWatch

    init(settings: Settings, context: StageContext) throws {
        caps = context.axes.instruments.map { settings.maxNotional[$0].amount.doubleValue }
        maxBook = settings.maxBook?.amount.doubleValue ?? .infinity
        watch = try LimitWatch(
            settings.shared, near: CheckReasons.notionalNear,
            imminent: CheckReasons.notionalImminent)
        bookWatch = watch.saying(CheckReasons.bookNotionalNear, CheckReasons.bookNotionalImminent)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        let equity = cycle.portfolio.equity
        let isFree = changes.begin()
        guard equity.isFinite, equity > 0 else { return }
        for index in 0..<targets.count {
            let held = cycle.portfolio.heldWeight(index).magnitude * equity
            if held != 0 { watch.look(held / caps[index] * 100, limit: 100, targets) }
            guard isFree, targets.weight[index].isFinite else { continue }
            changes.cap(
                index, at: caps[index] / equity, CheckReasons.notionalLimit,
                observed: targets.weight[index].magnitude * equity, limit: caps[index])
        }
        guard maxBook < .infinity else { return }
        bookWatch.look(cycle.portfolio.gross * equity / maxBook * 100, limit: 100, targets)
        guard isFree else { return }
        let (base, added) = changes.gross
        changes.scaleAll(
            by: WeightChange.part(of: added, fitting: maxBook / equity, used: base),
            CheckReasons.bookNotional, observed: (base + added) * equity, limit: maxBook)
    }
}
