import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Keeps the margin that positions take within the equity, by hours of the day, and walks down from a margin call.
///
/// The margins are sums of |weight| x rate. A high utilisation warns. Near liquidation nothing is added and open orders
/// that add are cancelled. In a margin call, moreover, positions are closed, the one that frees most maintenance margin
/// first, as many as it takes to be out of danger. What targets add is scaled down by one factor until the initial
/// margin, at the strictest rates of the time `ahead`, fits `max_utilization` and leaves `min_free` of the equity.
///
/// Worked number: an equity of 100 and weights of 6, 5 and -1 at 10% take 120: a call; the first position frees 60, and
/// with 60 left, 66 with the tenth on top, the others stay.
final class MarginRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "margin",
        "Keeps margin within the equity by hours of the day, and walks down from a margin call.",
        source: "call: E <= maintenance; risk: E - maintenance <= near x maintenance; high: initial / E.",
        reasons: CheckReasons.screening + [
            CheckReasons.marginCall, CheckReasons.liquidationRisk, CheckReasons.highUtilization,
            CheckReasons.marginLimit, CheckReasons.marginNear, CheckReasons.marginImminent,
            CheckReasons.marginCallNear, CheckReasons.marginCallImminent, CheckReasons.freeEquity,
            CheckReasons.freeEquityNear, CheckReasons.freeEquityImminent,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0...1_000, help: "Initial margin of an instrument, for all or by name.")
        var initial = NameMap(Percent(10))

        @Setting(in: 0...1_000, help: "Maintenance margin of an instrument, for all or by name.")
        var maintenance = NameMap(Percent(5))

        @Setting(help: "Hours with other rates; the first that holds the moment counts.")
        var windows: [MarginWindowSettings] = []

        @Setting(help: "Whether the hours are of the calendar's zone or of UTC.")
        var clock = WindowClock.utc

        @Setting(in: .zero ... .hours(12), help: "Time ahead whose strictest rates additions have to fit.")
        var ahead: Span = .minutes(30)

        @Setting(in: 1...100, help: "Part of the equity that the initial margin may be after a trade.")
        var maxUtilization: Percent = 85

        @Setting(
            in: Amount.zero...Amount(1_000_000_000_000),
            help: "Equity beyond the initial margin that has to stay after a trade; none unless set.")
        var minFree: Money?

        @Setting(in: 1...100, help: "Part of the equity from which on the initial margin is a warning.")
        var highUtilization: Percent = 80

        @Setting(in: 0...100, help: "Part of the maintenance margin that is near to liquidation.")
        var nearLiquidation: Percent = 10

        @Setting(help: "Whether positions are closed in a margin call.")
        var close = true

        func check(_ issues: inout [Diagnostic]) {
            for window in windows where ClockWindow(parsing: window.hours) == nil {
                issues.append(
                    $windows.conflict("has '\(window.hours)', which is no window such as 22:00-06:00"))
            }
            let rates = [(initial, maintenance)] + windows.map { ($0.initial, $0.maintenance) }
            for (initial, maintenance) in rates {
                let names = ["default"] + initial.own.map(\.name) + maintenance.own.map(\.name)
                for name in Set(names).sorted() where maintenance[name] > initial[name] {
                    issues.append(
                        $maintenance.conflict(
                            "is \(maintenance[name]) for '\(name)', above its initial margin of \(initial[name])"
                        ))
                }
            }
        }

        func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {
            issues += $initial.unknownInstruments(initial.own.map(\.name), in: plan)
            issues += $maintenance.unknownInstruments(maintenance.own.map(\.name), in: plan)
            for window in windows {
                issues += window.$initial.unknownInstruments(window.initial.own.map(\.name), in: plan)
                issues += window.$maintenance.unknownInstruments(window.maintenance.own.map(\.name), in: plan)
            }
        }
    }

    let rates: MarginRates
    private let ahead: Int
    private let maxUtilization: Double
    private let minFree: Double?
    private let watches: (margin: LimitWatch, call: LimitWatch, free: LimitWatch)
    private let high: Amount
    private let near: Amount
    private let closes: Bool
    let zone: Zone
    /// What each instrument's position takes as maintenance margin, a part of the equity; 0 once it is being closed.
    private let taken: ColumnSet

    init(settings: Settings, context: StageContext) throws {
        rates = MarginRates(settings, instruments: context.axes.instruments)
        ahead = Int(settings.ahead.seconds)
        maxUtilization = settings.maxUtilization.fraction
        high = Amount(settings.highUtilization.fraction, rounding: .halfEven) ?? Amount(1)
        near = Amount(settings.nearLiquidation.fraction, rounding: .halfEven) ?? .zero
        closes = settings.close
        zone = settings.clock.zone(of: context.axes.calendar)
        minFree = settings.minFree?.amount.doubleValue
        let watch = try LimitWatch(
            settings.shared, near: CheckReasons.marginNear,
            imminent: CheckReasons.marginImminent)
        watches = (
            watch, watch.saying(CheckReasons.marginCallNear, CheckReasons.marginCallImminent),
            watch.saying(CheckReasons.freeEquityNear, CheckReasons.freeEquityImminent)
        )
        taken = ColumnSet(columns: 1, rows: context.axes.instruments.count)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        let second = zone.civil(at: cycle.now).secondOfDay
        watch(cycle.portfolio, rates.window(atSecondOfDay: second), targets)
        guard changes.begin() else { return }
        let strictest = rates.strictest(from: second, within: ahead)
        let (base, added) = margins(after: changes, strictest)
        changes.scaleAll(
            by: WeightChange.part(of: added, fitting: maxUtilization, used: base), CheckReasons.marginLimit,
            observed: (base + added) * 100, limit: maxUtilization * 100)
        guard let minFree else { return }
        let equity = cycle.portfolio.equity
        let (used, more) = margins(after: changes, strictest)
        changes.scaleAll(
            by: WeightChange.part(of: more, fitting: 1 - minFree / equity, used: used),
            CheckReasons.freeEquity, observed: (1 - used - more) * equity, limit: minFree)
    }

    /// The initial margin of what stays and of what is added, parts of the equity.
    private func margins(after changes: ChangeReview, _ window: Int) -> (base: Double, added: Double) {
        var (base, added) = (0.0, 0.0)
        for index in 0..<changes.targets.count {
            let change = changes.change(of: index)
            base += change.base.magnitude * rates.initial(index, window)
            added += change.added.magnitude * rates.initial(index, window)
        }
        return (base, added)
    }

    /// Looks at what is held: warns, restricts, closes.
    private func watch(_ portfolio: Portfolio, _ window: Int, _ targets: ApprovedTargetFrame) {
        let equity = portfolio.equity
        var (initial, maintenance) = (0.0, 0.0)
        for index in 0..<targets.count {
            let held = portfolio.heldWeight(index).magnitude
            taken[0][index] = held * rates.maintenance(index, window)
            initial += held * rates.initial(index, window)
            maintenance += taken[0][index]
        }
        guard equity > 0 else {
            // Less than nothing is a call whatever the rates are; what is not known is none yet.
            if equity <= 0, closes { closeAll(portfolio, targets) }
            return
        }
        guard let exact = Amount(equity, rounding: .halfEven),
            let state = state(exact, initial * equity, maintenance * equity)
        else {
            // A holding without a price, or numbers that no amount can hold.
            targets.restrict(.reduceOnly, GuardrailReasons.weightUnknown, observed: equity)
            return
        }
        let used = maintenance * 100
        switch state.alert {
        case nil: warn(initial, maintenance, equity, targets)
        case .highUtilization:
            targets.warn(
                CheckReasons.highUtilization, observed: initial * 100, limit: high.doubleValue * 100)
            warn(initial, maintenance, equity, targets)
        case .liquidationRisk:
            targets.restrict(.reduceOnly, CheckReasons.liquidationRisk, observed: used, limit: 100)
            targets.cancel(.cancelAdding)
        case .marginCall:
            // An account without positions is no call of a venue's.
            guard maintenance > 0 else { return }
            targets.restrict(.reduceOnly, CheckReasons.marginCall, observed: used, limit: 100)
            targets.cancel(.cancelAdding)
            if closes { walkDown(exact, from: maintenance, targets) }
        }
    }

    /// Warns where the margins are near their limits.
    private func warn(
        _ initial: Double, _ maintenance: Double, _ equity: Double, _ targets: ApprovedTargetFrame
    ) {
        watches.margin.look(initial, limit: maxUtilization, scale: 100, targets)
        watches.call.look(maintenance, limit: 1, scale: 100, targets)
        if let minFree { watches.free.look((1 - initial) * equity, floor: minFree, targets) }
    }

    private func closeAll(_ portfolio: Portfolio, _ targets: ApprovedTargetFrame) {
        for index in 0..<targets.count where portfolio.quantity[index] != 0 {
            targets.limit(index, to: 0, CheckReasons.marginCall, observed: portfolio.equity, limit: 0)
        }
    }

    private func state(_ equity: Amount, _ initial: Double, _ maintenance: Double) -> MarginState? {
        guard let initial = Amount(initial, rounding: .halfEven),
            let maintenance = Amount(maintenance, rounding: .halfEven)
        else { return nil }
        return try? MarginState(
            equity: equity, initial: initial, maintenance: maintenance, highUtilization: high,
            nearLiquidation: near)
    }

    /// Closes the position that frees most, and the next, until the rest is out of danger.
    private func walkDown(_ equity: Amount, from maintenance: Double, _ targets: ApprovedTargetFrame) {
        var left = maintenance
        for _ in 0..<targets.count {
            guard state(equity, 0, left * equity.doubleValue)?.isLiquidationRisk != false else { return }
            var largest = 0
            for index in 0..<targets.count where taken[0][index] > taken[0][largest] { largest = index }
            guard taken[0][largest] > 0 else { return }
            targets.limit(
                largest, to: 0, CheckReasons.marginCall, observed: taken[0][largest] * 100, limit: 100)
            left -= taken[0][largest]
            taken[0][largest] = 0
        }
    }
}

/// Some hours of the day, with the rates that hold in them.
struct MarginWindowSettings: SettingGroup {
    @Setting(help: "What the hours are called.")
    var name: String

    @Setting(help: "From when to when, as 22:00-06:00.")
    var hours: String

    @Setting(in: 0...1_000, help: "Initial margin of an instrument, for all or by name.")
    var initial: NameMap<Percent>

    @Setting(in: 0...1_000, help: "Maintenance margin of an instrument, for all or by name.")
    var maintenance: NameMap<Percent>
}
