import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Stops new risk in an instrument, or in everything, when its last bars have moved too much.
///
/// The volatility is that of the returns between the last `window` closes, a year of it, by the length of a bar. From
/// `reduce_only` on nothing is added to the instrument until `cooldown` after the last bar that was so; from `kill` on
/// the whole pipeline stops, until a person's word; should the next bars still be as wild, it stops again. A threshold is reached on it.
///
/// Worked number: closes of minutes that move 10 bps to and fro have a volatility of about 31% a year, above a `kill` of
/// 25%; annualised as days, as the ancestor did, it would be 1.6%, and never trip.
final class VolatilityBreakerRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "volatility_breaker",
        "Stops new risk in an instrument, or in all, whose last bars have moved too much.",
        source: "sample deviation of simple returns x sqrt(minutes of trading a year / minutes of a bar).",
        reasons: CheckReasons.screening + [
            CheckReasons.volatilityBreaker, CheckReasons.volatilityHigh, CheckReasons.volatilityImminent,
        ]
    )

    struct Settings: PluginSettings {
        @Setting(in: 11...10_000, help: "Closes over which the volatility is taken.")
        var window = 20

        @Setting(in: 0.1...100_000, help: "Volatility a year from which on there is a warning.")
        var warn: Percent = 75

        @Setting(
            in: 0.1...100_000, help: "Volatility a year from which on nothing is added to the instrument.")
        var reduceOnly: Percent = 100

        @Setting(in: 0.1...100_000, help: "Volatility a year from which on everything stops.")
        var kill: Percent = 150

        @Setting(in: 1...100, help: "Part of 'reduce_only' above which a warning is urgent.")
        var urgentAt: Percent = 90

        @Setting(in: .zero ... .days(7), help: "Time after which an instrument may be added to again.")
        var cooldown: Span = .minutes(30)

        @Setting(
            help: "What 'kill' does: reduce_only or halt stop entries, flatten closes everything.")
        var onKill = BreachAction.halt

        @Setting(help: "Whether the breaker acts; one that is off still learns.")
        var enabled = true

        func check(_ issues: inout [Diagnostic]) {
            if reduceOnly < warn {
                issues.append($reduceOnly.conflict("must not be below 'warn', which is \(warn)"))
            }
            if kill < reduceOnly {
                issues.append($kill.conflict("must not be below 'reduce_only', which is \(reduceOnly)"))
            }
        }
    }

    private var breaker: VolatilityBreaker?
    private let action: BreachAction
    private let cooldown: Span
    private let isEnabled: Bool
    private let warn: Double
    private let kill: Double
    private let reduceOnly: Double
    private let urgent: Double
    /// Until when nothing is added to an instrument.
    private let until: TimeColumn
    private let count: Int
    /// The volatility a year that stopped everything; NaN while nothing has.
    private var killed = Double.nan

    init(settings: Settings, context: StageContext) throws {
        count = context.axes.instruments.count
        let calendar = context.axes.calendar
        breaker =
            count == 0
            ? nil
            : try VolatilityBreaker(
                series: count, window: settings.window, warn: settings.warn.fraction,
                reduceOnly: settings.reduceOnly.fraction, kill: settings.kill.fraction,
                periodsPerYear: calendar.minutesPerYear / calendar.tradingMinutes(in: context.axes.every))
        (action, cooldown, isEnabled) = (settings.onKill, settings.cooldown, settings.enabled)
        (warn, reduceOnly, kill) = (
            settings.warn.value, settings.reduceOnly.value, settings.kill.value
        )
        urgent = settings.urgentAt.fraction
        until = TimeColumn(count: count)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        for index in 0..<count where market.isFresh(index) { look(index, cycle, targets, market) }
        if !killed.isNaN {
            targets.restrict(
                action.standing, CheckReasons.volatilityBreaker, observed: killed * 100, limit: kill)
            targets.cancel(.cancelAdding)
        }
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        let isFree = changes.begin()
        for index in 0..<count where cycle.now < until[index] {
            targets.pause(index, until: until[index])
            guard isFree, targets.weight[index].isFinite else { continue }
            changes.scale(
                index, by: 0, CheckReasons.volatilityBreaker,
                observed: (breaker?.volatility(index) ?? .nan) * 100, limit: reduceOnly)
        }
    }

    /// Takes the close of a bar, and what it says.
    private func look(
        _ index: Int, _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame
    ) {
        let close = market.close[index]
        guard close > 0, close.isFinite else { return }
        breaker?.push(close, series: index)
        guard isEnabled, let volatility = breaker?.volatility(index) else { return }
        switch breaker?.action(for: volatility) ?? .none {
        case .none: return
        case .warning:
            let isUrgent = volatility * 100 > reduceOnly * urgent
            targets.warn(
                isUrgent ? CheckReasons.volatilityImminent : CheckReasons.volatilityHigh,
                observed: volatility * 100, limit: isUrgent ? reduceOnly : warn)
        case .reduceOnly: until[index] = cycle.now + cooldown
        case .killSwitch:
            until[index] = cycle.now + cooldown
            if killed.isNaN { killed = volatility }
        }
    }

    func resume() {
        killed = .nan
        for index in 0..<count { until[index] = .distantPast }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(breaker?.state ?? [])
        for index in 0..<count { memory.write(until[index]) }
        memory.write(killed)
    }

    func recall(from memory: inout MemoryReader) throws {
        let state = try memory.doubles()
        if var restored = breaker {
            guard restored.restore(state) else { throw MemoryMismatch("the closes are of another universe") }
            breaker = restored
        }
        for index in 0..<count { until[index] = try memory.timestamp() }
        killed = try memory.double()
    }
}
