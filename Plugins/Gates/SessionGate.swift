import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Blocks decisions at times of the day when trading is bad: round the open and the close, over lunch, outside windows.
///
/// Times of day are of the market's own clocks, whatever the machine's zone: windows hold their start and not their
/// end, and may go over midnight. Nothing trades while the market is closed. `scales` shrinks decisions by the time of
/// day: the lowest of the windows that hold the moment counts, and where none does the default; see `WindowCap`.
final class SessionGate: Gate {
    static let closed = Reason("market_closed")
    static let afterOpen = Reason("open_blackout", unit: .milliseconds)
    static let beforeClose = Reason("close_blackout", unit: .milliseconds)
    static let lunchTime = Reason("lunch", unit: .milliseconds)
    static let outside = Reason("outside_windows")
    static let blackout = Reason("time_blackout", unit: .milliseconds)
    static let scaled = Reason("time_scaled", unit: .percent)

    static let manifest = Manifest(
        "session",
        "Blocks decisions round the open and the close, over lunch, and outside windows of the day.",
        reasons: [closed, afterOpen, beforeClose, lunchTime, outside, blackout, scaled]
    )

    struct Settings: PluginSettings {
        @Setting(in: .zero ... .days(1), help: "How long nothing trades after a session's open.")
        var openBlackout: Span = .seconds(180)
        @Setting(in: .zero ... .days(1), help: "How long nothing trades before a session's close.")
        var closeBlackout: Span = .seconds(120)
        @Setting(help: "Trades over lunch too.")
        var allowLunch = false
        @Setting(help: "When lunch is, by the market's clocks.")
        var lunch = ClockWindow(parsing: "12:00-13:00") ?? .empty
        @Setting(help: "The only windows in which anything trades, by the market's clocks; any time if none.")
        var windows: [ClockWindow] = []
        @Setting(help: "Windows in which nothing trades, by the market's clocks.")
        var blackouts: [ClockWindow] = []
        @Setting(in: 0...100, help: "Part of the size that is kept, by windows of the day.")
        var scales = NameMap(Percent(100))

        func check(_ issues: inout [Diagnostic]) {
            if scales.windows == nil {
                issues.append(
                    $scales.conflict("has a name that is no stretch of the day such as 09:30-16:00"))
            }
        }
    }

    static func check(_ settings: Settings, in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        guard plan.every >= .days(1) else { return }
        issues.append(
            settings.$openBlackout.conflict("has no meaning for cycles of a day, which run at the close"))
    }

    private let settings: Settings
    private let calendar: TradingCalendar
    private let scales: [(window: ClockWindow, value: Percent)]

    init(settings: Settings, context: StageContext) {
        self.settings = settings
        calendar = context.axes.calendar
        scales = settings.scales.windows ?? []
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        let (reason, observed, limit) = verdict(at: cycle.now)
        let scale = scale(at: cycle.now)
        for index in 0..<decisions.count where decisions.isOpen(index) {
            if let reason {
                decisions.block(index, reason, observed: observed, limit: limit)
            } else {
                decisions.scaleDown(index, by: scale, Self.scaled, observed: scale * 100, limit: 100)
            }
        }
    }

    /// Why nothing trades at a moment; nil when it does.
    private func verdict(at now: Timestamp) -> (Reason?, observed: Double, limit: Double) {
        guard let session = calendar.session(containing: now) else { return (Self.closed, .nan, .nan) }
        let (sinceOpen, toClose) = (now.since(session.open), session.close.since(now))
        if sinceOpen < settings.openBlackout {
            return (Self.afterOpen, Self.milliseconds(sinceOpen), Self.milliseconds(settings.openBlackout))
        }
        if toClose < settings.closeBlackout || toClose == settings.closeBlackout && toClose > .zero {
            return (Self.beforeClose, Self.milliseconds(toClose), Self.milliseconds(settings.closeBlackout))
        }
        let second = calendar.zone.civil(at: now).secondOfDay
        if !settings.allowLunch, settings.lunch.contains(secondOfDay: second) {
            return Self.within(settings.lunch, second, Self.lunchTime)
        }
        if !settings.windows.isEmpty, !settings.windows.contains(where: { $0.contains(secondOfDay: second) })
        {
            return (Self.outside, .nan, .nan)
        }
        for window in settings.blackouts where window.contains(secondOfDay: second) {
            return Self.within(window, second, Self.blackout)
        }
        return (nil, .nan, .nan)
    }

    /// A reason with how long its window has been on, and how long it is on in all.
    private static func within(
        _ window: ClockWindow, _ second: Int, _ reason: Reason
    ) -> (Reason?, observed: Double, limit: Double) {
        func length(_ end: Int) -> Double {
            Double(end >= window.start ? end - window.start : end - window.start + 86_400) * 1_000
        }
        return (reason, length(second), length(window.end))
    }

    private func scale(at now: Timestamp) -> Double {
        guard !scales.isEmpty else { return settings.scales.fallback.fraction }
        let second = calendar.zone.civil(at: now).secondOfDay
        var scale = Double.nan
        for entry in scales where entry.window.contains(secondOfDay: second) {
            scale = WindowCap.cap(usual: scale.isNaN ? 1 : scale, own: nil, window: entry.value.fraction)
        }
        return scale.isNaN ? settings.scales.fallback.fraction : scale
    }

    private static func milliseconds(_ span: Span) -> Double { Double(span.nanoseconds) / 1e6 }
}
