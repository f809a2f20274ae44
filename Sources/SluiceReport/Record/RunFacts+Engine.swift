import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

extension RunFacts {
    /// What an engine knows before its first cycle.
    init(of engine: Engine) {
        self.init()
        let plan = engine.plan
        (pipeline, mode, seed) = (plan.name, plan.mode.rawValue, engine.seed)
        (instruments, horizons) = (plan.instruments, plan.horizons.map(\.description))
        let barMinutes = plan.calendar.tradingMinutes(in: plan.cycle.every)
        horizonCycles = plan.horizons.map {
            Double($0.minutes(inSession: plan.calendar.sessionMinutes)) / barMinutes
        }
        stages = zip(plan.stages, engine.names).map { stage, names in
            let isNamed = stage.plugin.kind == .blender || stage.plugin.kind == .learner
            return Stage(id: stage.id, plugin: stage.plugin.fullName, names: isNamed ? names : [])
        }
        charges = Charge.Kind.allCases.map(\.rawValue)
        currency = engine.portfolio.currency?.code ?? ""
        startCash = engine.portfolio.cash.doubleValue
        startHoldings = engine.portfolio.holdings.map(\.doubleValue)
        startEquity = startHoldings.allSatisfy { $0 == 0 } ? startCash : engine.portfolio.equity
        (every, calendar) = (plan.cycle.every.description, plan.calendar.name)
        let day = Span.days(1)
        period = plan.cycle.every > day ? "cycle" : "session"
        periodsPerYear =
            plan.calendar.sessionsPerYear / max(1, plan.cycle.every.seconds / day.seconds)
    }

    /// Takes what the engine cannot know.
    mutating func take(_ origin: RunOrigin, began: Timestamp) {
        (version, digest, data) = (origin.version, origin.digest, origin.data)
        warmUpCycles = origin.warmUpCycles
        loadSeconds = origin.started.map { began.since($0).seconds }
        (isInterrupted, benchmark) = (origin.isInterrupted, origin.benchmark)
    }

    /// The moment of a run without cycles.
    private static let never = Timestamp(nanoseconds: 0)

    /// Takes what was counted.
    mutating func take(_ summary: RunSummary) {
        (cycles, skipped, orders) = (summary.cycles, summary.skipped, summary.orders)
        (from, to) = (summary.first ?? Self.never, summary.last ?? Self.never)
        standing = "\(summary.standing)"
        trainedLater = summary.trainedLater.map(\.stage)
        for (what, tallies) in [
            ("held", summary.held), ("blocked", summary.blocked), ("limited", summary.limited),
            ("rejected", summary.rejected), ("failed", summary.failures),
        ] {
            self.tallies += tallies.map {
                Tally(what: what, stage: $0.stage, reason: $0.reason, count: $0.count)
            }
        }
    }

    /// Takes what reasons are called.
    mutating func take(_ book: ReasonBook) {
        reasons = book.reasons.map { Word(name: $0.name, unit: "\($0.unit)") }
    }
}
