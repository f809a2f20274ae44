import SluiceKit
import SluiceMarket
import SluiceNumerics

/// What the calls of data sources and brokers say of the servers behind them.
struct CallHealth {
    /// How the calls stand.
    struct Finding {
        let reason: Reason
        let observed: Double
        let limit: Double

        init(_ reason: Reason, _ observed: Double, _ limit: Double) {
            (self.reason, self.observed, self.limit) = (reason, observed, limit)
        }
    }

    private let log: CallLog
    private var outcomes: OutcomeRing
    private var latency: ExponentialAverage
    private var rate: RateWindow?
    /// A latency of no calls.
    private let fresh: [Double]
    private var seen = 0
    /// Failures in a row.
    private var inRow = 0
    private let limits: (rate: Double, inRow: Int, latency: Double, usage: Double)
    private let watches: (rate: LimitWatch, latency: LimitWatch, usage: LimitWatch)

    init(_ settings: APIHealthRiskCheck.Settings, _ log: CallLog, watch: LimitWatch) throws {
        self.log = log
        outcomes = OutcomeRing(window: settings.window, minimum: settings.minimum)
        latency = try ExponentialAverage(
            series: 1, span: Double(settings.window), minimum: settings.minimum)
        fresh = latency.state
        rate = settings.callsPerMinute.flatMap { RateWindow(limit: $0, window: .minutes(1)) }
        limits = (
            settings.maxErrorRate.fraction, settings.maxFailures,
            settings.maxLatency.map { $0.seconds * 1_000 } ?? .infinity, settings.maxRateUsage.fraction
        )
        watches = (
            watch.saying(CheckReasons.callErrorRateNear, CheckReasons.callErrorRateImminent),
            watch.saying(CheckReasons.callLatencyNear, CheckReasons.callLatencyImminent),
            watch.saying(CheckReasons.rateUsageNear, CheckReasons.rateUsageImminent)
        )
    }

    /// Takes the calls since the last look; what they forbid, or nil.
    mutating func look(at now: Timestamp, _ targets: ApprovedTargetFrame) -> Finding? {
        seen = log.read(after: seen) { note($0) }
        let (failed, waited) = (outcomes.rate, latency.average(0))
        let usage = rate.map { Double($0.used(at: now)) / Double($0.limit) } ?? 0
        if inRow >= limits.inRow {
            return Finding(CheckReasons.callsFailing, Double(inRow), Double(limits.inRow))
        }
        if failed >= limits.rate {
            return Finding(CheckReasons.callErrorRate, failed * 100, limits.rate * 100)
        }
        if waited > limits.latency { return Finding(CheckReasons.callLatency, waited, limits.latency) }
        if usage >= limits.usage { return Finding(CheckReasons.rateUsage, usage * 100, limits.usage * 100) }
        watches.rate.look(failed, limit: limits.rate, scale: 100, targets)
        watches.latency.look(waited, limit: limits.latency, targets)
        watches.usage.look(usage, limit: limits.usage, scale: 100, targets)
        return nil
    }

    private mutating func note(_ call: Call) {
        outcomes.note(isFailure: call.isFailure)
        inRow = call.isFailure ? inRow + 1 : 0
        latency.push(call.latency.seconds * 1_000, series: 0)
        rate?.record(at: call.time)
    }

    /// Begins to count anew: what is over must not hold back twice.
    mutating func clear() {
        outcomes.clear()
        inRow = 0
        _ = latency.restore(fresh)
    }

    func remember(into memory: inout MemoryWriter) {
        outcomes.remember(into: &memory)
        memory.write(inRow)
        memory.write(latency.state)
        let events = rate?.events ?? []
        memory.write(events.count)
        for event in events { memory.write(event) }
    }

    mutating func recall(from memory: inout MemoryReader) throws {
        try outcomes.recall(from: &memory)
        inRow = try memory.int()
        guard latency.restore(try memory.doubles()) else { throw MemoryMismatch("the latency is none") }
        let count = try memory.int()
        guard (0...(rate?.limit ?? 0)).contains(count) else {
            throw MemoryMismatch("the memory holds more calls than the rate")
        }
        for _ in 0..<count { rate?.record(at: try memory.timestamp()) }
    }
}
