import SluiceKit
import SluiceMarket

/// The margin rates of each instrument by hours of the day; window 0 is the rest of the day.
struct MarginRates {
    /// The rates that hold for instruments without their own, which decide which hours are the strictest.
    private let schedule: MarginSchedule
    private let initials: [[Double]]
    private let maintenances: [[Double]]

    init(_ settings: MarginRiskCheck.Settings, instruments: [String]) {
        let initial = [settings.initial] + settings.windows.map(\.initial)
        let maintenance = [settings.maintenance] + settings.windows.map(\.maintenance)
        initials = initial.map { rates in instruments.map { rates[$0].fraction } }
        maintenances = maintenance.map { rates in instruments.map { rates[$0].fraction } }
        let windows = settings.windows.map { window in
            MarginSchedule.Window(
                window.name, ClockWindow(parsing: window.hours).map { [$0] } ?? [],
                Self.rates(window.initial.fallback, window.maintenance.fallback))
        }
        schedule = MarginSchedule(
            usual: Self.rates(settings.initial.fallback, settings.maintenance.fallback), windows: windows)
    }

    private static func rates(_ initial: Percent, _ maintenance: Percent) -> MarginSchedule.Rates {
        let high = Amount(initial.fraction, rounding: .halfEven) ?? Amount(1)
        let low = Amount(maintenance.fraction, rounding: .halfEven) ?? high
        return MarginSchedule.Rates(initial: high, maintenance: min(low, high)) ?? .all
    }

    /// The window that a second of the day is in.
    func window(atSecondOfDay second: Int) -> Int {
        schedule.window(atSecondOfDay: second).map { $0 + 1 } ?? 0
    }

    /// The window with the highest rates of those that hold from a second on within a time.
    func strictest(from second: Int, within ahead: Int) -> Int {
        schedule.strictestWindow(from: second, within: ahead).map { $0 + 1 } ?? 0
    }

    func initial(_ index: Int, _ window: Int) -> Double { initials[window][index] }
    func maintenance(_ index: Int, _ window: Int) -> Double { maintenances[window][index] }
}
