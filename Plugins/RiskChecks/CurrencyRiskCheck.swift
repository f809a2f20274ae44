import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Limits how much of the account may stand in each currency.
///
/// A currency is the instruments that are paid in it, or move with it; one may count in one currency only. What the
/// targets add to a currency is scaled down by one factor until its gross fits, then on its heavier side until its net
/// does. What reduces a holding passes, and nothing is sold to make room.
///
/// Worked number: with a net limit of 20% on EUR, 15% held and 10% wanted on top of it: half of that fits.
final class CurrencyRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "currency",
        "Limits gross and net exposure by currency by scaling down what is added.",
        reasons: CheckReasons.screening + [
            CheckReasons.currencyLimit, CheckReasons.currencyNet, CheckReasons.currencyNear,
            CheckReasons.currencyImminent,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(help: "Currencies, their instruments and their limits.")
        var currencies: [CurrencyLimitSettings] = []

        func check(_ issues: inout [Diagnostic]) {
            var seen: Set<String> = []
            for instrument in currencies.flatMap(\.instruments) where !seen.insert(instrument).inserted {
                issues.append(
                    $currencies.conflict("has '\(instrument)' twice; an instrument is in one currency"))
            }
            for currency in currencies where Currency(parsing: currency.code) == nil {
                issues.append($currencies.conflict("has '\(currency.code)', which is no code such as EUR"))
            }
        }

        func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {
            for currency in currencies {
                issues += currency.$instruments.unknownInstruments(currency.instruments, in: plan)
            }
        }
    }

    private var groups: SectorReview

    init(settings: Settings, context: StageContext) throws {
        groups = SectorReview(
            settings.currencies, instruments: context.axes.instruments,
            reasons: (CheckReasons.currencyLimit, CheckReasons.currencyNet),
            watch: try LimitWatch(
                settings.shared, near: CheckReasons.currencyNear,
                imminent: CheckReasons.currencyImminent))
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        groups.warn(cycle.portfolio, targets)
        guard changes.begin() else { return }
        groups.limit(changes)
    }
}

/// A currency, its instruments, and how much of the account they may be.
struct CurrencyLimitSettings: SettingGroup, InstrumentGroup {
    @Setting(help: "Code of the currency, such as EUR.")
    var code: String

    @Setting(help: "Its instruments, each in one currency only.")
    var instruments: [String]

    @Setting(in: 0...10_000, help: "Largest sum of its weights, long and short.")
    var maxGross: Percent = 100

    @Setting(in: 0...10_000, help: "Largest difference of its long and short weights; none unless set.")
    var maxNet: Percent?
}
