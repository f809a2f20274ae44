import SluiceDocument
import SluiceKit
import SluiceMarket

/// Holds orders back while the venue refuses, loses or leaves in doubt too many of them.
///
/// Each order that ended counts once, as a failure when it was refused or lost; one whose fate becomes unknown counts as a
/// failure at once. From `max_error_rate` of the last `window` on, or after `max_failures` in a row, nothing is added and
/// adding orders pause for `cooldown`; then the next orders decide anew. What reduces a holding passes.
///
/// Worked number: 2 refused among the last 10 are 20%, which pauses for 300 s.
final class APIHealthRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "api_health",
        "Holds orders back while the venue refuses, loses or leaves in doubt too many.",
        source:
            "failures / outcomes >= max_error_rate over the last outcomes; a breaker on failures in a row.",
        reasons: CheckReasons.screening + [
            CheckReasons.errorRate, CheckReasons.venueOutage, CheckReasons.errorRateNear,
            CheckReasons.errorRateImminent,
        ]
    )

    struct Settings: PluginSettings {
        @Setting(
            in: 0.1...100, help: "Part of the last orders that failed from which on orders are held back.")
        var maxErrorRate: Percent = 20

        @Setting(in: 1...10_000, help: "Failures in a row after which orders are held back.")
        var maxFailures = 3

        @Setting(in: 2...10_000, help: "Orders over which the rate is taken.")
        var window = 50

        @Setting(in: 1...10_000, help: "Orders there must be before the rate counts.")
        var minimum = 10

        @Setting(in: .seconds(1) ... .days(1), help: "Time for which orders are held back.")
        var cooldown: Span = .seconds(300)

        @Setting(in: 1...100, help: "Part of the rate above which there is a warning.")
        var warnAt: Percent = 70

        @Setting(in: 1...100, help: "Part of the rate above which the warning is urgent.")
        var urgentAt: Percent = 90

        func check(_ issues: inout [Diagnostic]) {
            if minimum > window {
                issues.append($minimum.conflict("must not exceed 'window', which is \(window)"))
            }
            issues += LimitWatch.issues(warnAt: warnAt, $warnAt, urgentAt: urgentAt, $urgentAt)
        }
    }

    private var breaker: CircuitBreaker?
    private let limit: Double
    private let minimum: Int
    private let cooldown: Span
    private let watch: LimitWatch
    /// 1 for a failure, oldest at `next` once it is full.
    private var outcomes: [Double]
    private var next = 0
    private var count = 0
    private var unknown = 0
    private var until = Timestamp.distantPast

    init(settings: Settings, context: StageContext) throws {
        breaker = CircuitBreaker(
            failures: settings.maxFailures, recovery: settings.cooldown, successes: 1)
        (limit, minimum, cooldown) = (
            settings.maxErrorRate.fraction, settings.minimum, settings.cooldown
        )
        outcomes = Array(repeating: 0, count: settings.window)
        watch = try LimitWatch(
            warnAt: settings.warnAt, urgentAt: settings.urgentAt, near: CheckReasons.errorRateNear,
            imminent: CheckReasons.errorRateImminent)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        count(cycle)
        let rate = rate
        if rate >= limit { hold(until: cycle.now + cooldown) }
        let isOpen = breaker?.allows(at: cycle.now) == false
        if cycle.now < until {
            targets.restrict(
                .reduceOnly, CheckReasons.errorRate, observed: rate * 100, limit: limit * 100)
            targets.pause(nil, until: until)
        } else if isOpen {
            targets.restrict(.reduceOnly, CheckReasons.venueOutage)
            targets.pause(nil, until: cycle.now + cooldown)
        } else if count >= minimum {
            watch.look(rate, limit: limit, scale: 100, targets)
        }
        _ = ChangeReview(targets: targets, portfolio: cycle.portfolio).begin()
    }

    /// The part of the last orders that failed; 0 while there are too few.
    private var rate: Double {
        guard count >= minimum else { return 0 }
        var failures = 0.0
        for index in 0..<count { failures += outcomes[index] }
        return failures / Double(count)
    }

    /// Holds back, and begins a new count: what is over must not hold back twice.
    private func hold(until end: Timestamp) {
        until = end
        (count, next) = (0, 0)
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
        outcomes[next] = isFailure ? 1 : 0
        next = next + 1 == outcomes.count ? 0 : next + 1
        count = min(count + 1, outcomes.count)
        if breaker?.allows(at: now) != false { breaker?.record(success: !isFailure, at: now) }
    }

    func resume() {
        breaker = breaker.flatMap {
            CircuitBreaker(failures: $0.failures, recovery: $0.recovery, successes: $0.successes)
        }
        (count, next, until) = (0, 0, .distantPast)
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(outcomes)
        memory.write(next)
        memory.write(count)
        memory.write(unknown)
        memory.write(until)
        for word in breaker?.memory ?? [] { memory.write(word) }
    }

    func recall(from memory: inout MemoryReader) throws {
        let outcomes = try memory.doubles()
        let (next, count, unknown) = (try memory.int(), try memory.int(), try memory.int())
        let until = try memory.timestamp()
        guard outcomes.count == self.outcomes.count, outcomes.indices.contains(next),
            (0...outcomes.count).contains(count)
        else { throw MemoryMismatch("the outcomes are of another window") }
        if var restored = breaker {
            let words = try (0..<3).map { _ in try memory.int() }
            guard restored.restore(words) else { throw MemoryMismatch("the breaker is none") }
            breaker = restored
        }
        (self.outcomes, self.next, self.count, self.unknown) = (outcomes, next, count, unknown)
        self.until = until
    }
}
