import SluiceDocument
import SluiceKit
import SluiceMarket

/// Holds orders back while the venue refuses, loses or leaves in doubt too many of them, or does not answer calls.
///
/// Each order that ended counts once, as a failure when it was refused or lost; one whose fate becomes unknown counts as a
/// failure at once. From `max_error_rate` of the last `window` on, or after `max_failures` in a row, nothing is added and
/// adding orders pause for `cooldown`; then the next orders decide anew. What reduces a holding passes.
///
/// So it is with the calls that data sources and brokers make over HTTP, those of alert sinks excluded: one fails that
/// gets no answer, 429, or a status from 500 on. `max_latency` is for their average, weighted 2 / (window + 1), and
/// `calls_per_minute` is what the venue allows, of which `max_rate_usage` may be used. While history drives the clock
/// calls do not count.
///
/// Worked number: 2 refused among the last 10 are 20%, which pauses for 300 s.
final class APIHealthRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "api_health",
        "Holds orders back while the venue refuses or loses too many, or calls to it fail.",
        source:
            "failures / outcomes >= max_error_rate over the last outcomes; a breaker on failures in a row.",
        reasons: CheckReasons.screening + [
            CheckReasons.errorRate, CheckReasons.venueOutage, CheckReasons.errorRateNear,
            CheckReasons.errorRateImminent, CheckReasons.callErrorRate, CheckReasons.callErrorRateNear,
            CheckReasons.callErrorRateImminent, CheckReasons.callsFailing, CheckReasons.callLatency,
            CheckReasons.callLatencyNear, CheckReasons.callLatencyImminent, CheckReasons.rateUsage,
            CheckReasons.rateUsageNear, CheckReasons.rateUsageImminent,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(
            in: 0.1...100,
            help: "Part of the last orders, or calls, that failed from which on orders are held back.")
        var maxErrorRate: Percent = 20

        @Setting(
            in: 1...10_000,
            help: "Failures in a row, of orders or of calls, after which orders are held back.")
        var maxFailures = 3

        @Setting(in: 2...10_000, help: "Orders, or calls, over which the rate is taken.")
        var window = 50

        @Setting(in: 1...10_000, help: "Orders, or calls, there must be before the rate counts.")
        var minimum = 10

        @Setting(
            in: .milliseconds(1) ... .hours(1),
            help: "Average time to an answer beyond which orders are held back; none unless set.")
        var maxLatency: Span?

        @Setting(in: 1...1_000_000, help: "Calls that the venue allows in a minute; not counted unless set.")
        var callsPerMinute: Int?

        @Setting(in: 1...100, help: "Part of 'calls_per_minute' from which on orders are held back.")
        var maxRateUsage: Percent = 90

        @Setting(in: .seconds(1) ... .days(1), help: "Time for which orders are held back.")
        var cooldown: Span = .seconds(300)

        func check(_ issues: inout [Diagnostic]) {
            if minimum > window {
                issues.append($minimum.conflict("must not exceed 'window', which is \(window)"))
            }
        }
    }

    private var breaker: CircuitBreaker?
    private let limit: Double
    private let cooldown: Span
    private let watch: LimitWatch
    private var orders: OutcomeRing
    private var calls: CallHealth
    private var unknown = 0
    private var until = Timestamp.distantPast
    /// Why orders are held back until then: the place of the reason in `reasons`, and its numbers.
    private var held = (reason: 0, observed: Double.nan, limit: Double.nan)
    private static let reasons = [
        CheckReasons.errorRate, CheckReasons.callErrorRate, CheckReasons.callsFailing,
        CheckReasons.callLatency, CheckReasons.rateUsage,
    ]

    init(settings: Settings, context: StageContext) throws {
        breaker = CircuitBreaker(
            failures: settings.maxFailures, recovery: settings.cooldown, successes: 1)
        (limit, cooldown) = (settings.maxErrorRate.fraction, settings.cooldown)
        orders = OutcomeRing(window: settings.window, minimum: settings.minimum)
        watch = try LimitWatch(
            settings.shared, near: CheckReasons.errorRateNear,
            imminent: CheckReasons.errorRateImminent)
        calls = try CallHealth(settings, context.calls, watch: watch)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        count(cycle)
        let rate = orders.rate
        if rate >= limit {
            hold(0, rate * 100, limit * 100, at: cycle.now)
            orders.clear()
        }
        // What the machine did meanwhile must not change what history says.
        if !cycle.isSimulated, let finding = calls.look(at: cycle.now, targets) {
            hold(
                Self.reasons.firstIndex(of: finding.reason) ?? 0, finding.observed, finding.limit,
                at: cycle.now)
            calls.clear()
        }
        let isOpen = breaker?.allows(at: cycle.now) == false
        if cycle.now < until {
            targets.restrict(
                .reduceOnly, Self.reasons[held.reason], observed: held.observed, limit: held.limit)
            targets.pause(nil, until: until)
        } else if isOpen {
            targets.restrict(.reduceOnly, CheckReasons.venueOutage)
            targets.pause(nil, until: cycle.now + cooldown)
        } else if orders.count >= orders.minimum {
            watch.look(rate, limit: limit, scale: 100, targets)
        }
        _ = ChangeReview(targets: targets, portfolio: cycle.portfolio).begin()
    }

    private func hold(_ reason: Int, _ observed: Double, _ limit: Double, at now: Timestamp) {
        until = now + cooldown
        held = (reason, observed, limit)
    }

    private func count(_ cycle: Cycle) {
        for finished in cycle.portfolio.recentlyFinished {
            switch finished.end {
            case .rejected, .lost: note(isFailure: true, at: cycle.now)
            case .filled, .cancelled, .expired: note(isFailure: false, at: cycle.now)
            }
        }
        var now = 0
        for open in cycle.portfolio.openOrders where open.isUnknown { now += 1 }
        for _ in 0..<max(now - unknown, 0) { note(isFailure: true, at: cycle.now) }
        unknown = now
    }

    private func note(isFailure: Bool, at now: Timestamp) {
        orders.note(isFailure: isFailure)
        if breaker?.allows(at: now) != false { breaker?.record(success: !isFailure, at: now) }
    }

    func resume() {
        breaker = breaker.flatMap {
            CircuitBreaker(failures: $0.failures, recovery: $0.recovery, successes: $0.successes)
        }
        orders.clear()
        calls.clear()
        until = .distantPast
    }

    func remember(into memory: inout MemoryWriter) {
        orders.remember(into: &memory)
        calls.remember(into: &memory)
        memory.write(unknown)
        memory.write(until)
        memory.write(held.reason)
        memory.write(held.observed)
        memory.write(held.limit)
        for word in breaker?.memory ?? [] { memory.write(word) }
    }

    func recall(from memory: inout MemoryReader) throws {
        var (orders, calls) = (orders, calls)
        try orders.recall(from: &memory)
        try calls.recall(from: &memory)
        let (unknown, until) = (try memory.int(), try memory.timestamp())
        let held = (reason: try memory.int(), observed: try memory.double(), limit: try memory.double())
        guard Self.reasons.indices.contains(held.reason) else { throw MemoryMismatch("the cause is none") }
        if var restored = breaker {
            let words = try (0..<3).map { _ in try memory.int() }
            guard restored.restore(words) else { throw MemoryMismatch("the breaker is none") }
            breaker = restored
        }
        (self.orders, self.calls, self.unknown, self.until, self.held) = (orders, calls, unknown, until, held)
    }
}
