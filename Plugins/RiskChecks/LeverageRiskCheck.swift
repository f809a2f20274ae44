import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Caps what an instrument, and the whole book, may be as a multiple of the equity, by hours of the market's day.
///
/// In a window of the day the lower of the usual cap and the window's own holds; the hours are those of `clock`, and the
/// first window that holds the moment counts. What a target adds is cut back to the cap;
/// a holding that is larger, as when the cap falls at night, is not sold, but only reduced.
///
/// Worked number: a cap of 5 for all, of 3 for SOL, and of 2 from 20:00 to 13:00: by day SOL is cut at 3, at night at 2.
final class LeverageRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "leverage",
        "Caps the leverage of each instrument and of the book, by hours of the day.",
        reasons: CheckReasons.screening + [
            CheckReasons.leverageLimit, CheckReasons.bookLeverage, CheckReasons.leverageNear,
            CheckReasons.leverageImminent, CheckReasons.bookLeverageNear, CheckReasons.bookLeverageImminent,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0...1_000, help: "Largest multiple of the equity in an instrument, for all or by name.")
        var maxLeverage = NameMap(1.0)

        @Setting(in: 0...1_000, help: "Largest multiple of the equity in the whole book; none unless set.")
        var maxBook: Double?

        @Setting(help: "Hours of the day with lower caps of their own.")
        var windows: [LeverageWindowSettings] = []

        @Setting(help: "Whether the hours are of the calendar's zone or of UTC.")
        var clock = WindowClock.calendar

        func check(_ issues: inout [Diagnostic]) {
            for window in windows {
                guard ClockWindow(parsing: window.hours) != nil else {
                    issues.append(
                        $windows.conflict("has '\(window.hours)', which is no window such as 20:00-13:00"))
                    continue
                }
                for (name, cap) in window.maxLeverage.own + [("default", window.maxLeverage.fallback)] {
                    let usual = name == "default" ? maxLeverage.fallback : maxLeverage[name]
                    guard cap > usual, name != "default" || maxLeverage.own.allSatisfy({ cap > $0.value })
                    else { continue }
                    issues.append(
                        $windows.conflict(
                            "caps '\(name)' at \(cap) in \(window.hours), where the usual cap is \(usual) already"
                        ))
                }
            }
        }

        func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {
            issues += $maxLeverage.unknownInstruments(maxLeverage.own.map(\.name), in: plan)
            for window in windows {
                let names = window.maxLeverage.own.map(\.name)
                issues += window.$maxLeverage.unknownInstruments(names, in: plan)
            }
        }
    }

    private struct Window {
        let hours: ClockWindow
        let caps: [Double]
        let book: Double
    }

    private let caps: [Double]
    private let maxBook: Double
    private let windows: [Window]
    private let zone: Zone
    private let watch: LimitWatch
    private let bookWatch: LimitWatch

    init(settings: Settings, context: StageContext) throws {
        let names = context.axes.instruments
        caps = names.map { settings.maxLeverage[$0] }
        maxBook = settings.maxBook ?? .infinity
        windows = settings.windows.compactMap { window in
            ClockWindow(parsing: window.hours).map { hours in
                Window(
                    hours: hours, caps: names.map { window.maxLeverage[$0] },
                    book: window.maxBook ?? .infinity)
            }
        }
        zone = settings.clock.zone(of: context.axes.calendar)
        watch = try LimitWatch(
            settings.shared, near: CheckReasons.leverageNear,
            imminent: CheckReasons.leverageImminent)
        bookWatch = watch.saying(CheckReasons.bookLeverageNear, CheckReasons.bookLeverageImminent)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        let isFree = changes.begin()
        let second = windows.isEmpty ? 0 : zone.civil(at: cycle.now).secondOfDay
        let window = windows.firstIndex { $0.hours.contains(secondOfDay: second) }
        let book = WindowCap.cap(usual: maxBook, own: nil, window: window.map { windows[$0].book })
        for index in 0..<targets.count {
            let cap = WindowCap.cap(
                usual: caps[index], own: nil, window: window.map { windows[$0].caps[index] })
            let held = cycle.portfolio.heldWeight(index).magnitude
            if held > 0, isFree { watch.look(held, limit: cap, targets) }
            guard isFree, targets.weight[index].isFinite else { continue }
            changes.cap(
                index, at: cap, CheckReasons.leverageLimit, observed: targets.weight[index].magnitude,
                limit: cap)
        }
        guard isFree else { return }
        bookWatch.look(cycle.portfolio.gross, limit: book, scale: 100, targets)
        limitBook(to: book, changes)
    }

    private func limitBook(to limit: Double, _ changes: ChangeReview) {
        guard limit < .infinity else { return }
        let (base, added) = changes.gross
        changes.scaleAll(
            by: WeightChange.part(of: added, fitting: limit, used: base), CheckReasons.bookLeverage,
            observed: (base + added) * 100, limit: limit * 100)
    }
}

/// Whose clock the hours of a check's windows are read from.
enum WindowClock: String, SettingChoice {
    case utc
    case calendar

    func zone(of calendar: TradingCalendar) -> Zone { self == .utc ? .utc : calendar.zone }
}

/// Some hours of the day, with the caps that hold in them.
struct LeverageWindowSettings: SettingGroup {
    @Setting(help: "From when to when, as 20:00-13:00.")
    var hours: String

    @Setting(in: 0...1_000, help: "Largest multiple of the equity in an instrument, for all or by name.")
    var maxLeverage: NameMap<Double>

    @Setting(in: 0...1_000, help: "Largest multiple of the equity in the whole book; none unless set.")
    var maxBook: Double?
}
