import SluiceKit
import SluiceMarket
import SluicePipeline

/// Runs what feeds one stage of a plan over its history, on the simulated clock and without a broker.
final class ForecastReplay {
    private let plan: Plan
    private let clock = RunClock()
    private let steps: [Step]
    private let gathered: () -> ForecastFrame
    private let market: MarketFrame
    /// The members that the stage takes, with the number of the stage that each comes from.
    private let sources: [(name: String, origin: Int)]

    /// Builds the stages.
    init(
        plan: Plan, surroundings: Surroundings, seed: UInt64?, feeding number: Int
    ) throws(BuildError) {
        self.plan = plan
        var builder = EngineBuilder(
            plan: plan, surroundings: surroundings, clock: clock, seed: seed ?? plan.seed)
        try builder.build(feeding: number)
        steps = builder.steps
        (gathered, sources) = builder.forecasts(into: number)
        market = builder.market(of: number)
    }

    /// The names of the members that the stage takes.
    var members: [String] { sources.map(\.name) }

    /// What each member was trained on, in their order.
    var trainedUntil: [Timestamp?] {
        sources.map { source in steps.first { $0.number == source.origin }?.stage.trainedUntil }
    }

    /// Runs every cycle that the data has.
    /// - Throws: `BuildError` with the stage that failed, or when no history drives the clock.
    func run(until end: Timestamp?) throws(BuildError) -> ForecastSample {
        for step in steps { try attempt(step) { try step.stage.start() } }
        defer { for step in steps { try? step.stage.stop() } }
        guard var bar = try nextBar() else {
            throw BuildError(stage: plan.name, message: "no data source has a bar")
        }
        guard bar != .distantFuture else {
            throw BuildError(stage: plan.name, message: "weights are fitted on history, and the data is live")
        }
        let sample = ForecastSample(
            members: sources.count, horizons: plan.horizons.count, instruments: plan.instruments.count)
        let (calendar, every) = (plan.calendar, plan.cycle.every)
        let portfolio = Portfolio(count: plan.instruments.count)
        var (now, step, number) = (calendar.nextCycle(after: bar - .nanoseconds(1), every: every), 0, 0)
        while now != .distantFuture, end.map({ now <= $0 }) ?? true {
            clock.move(to: now)
            number += 1
            let cycle = Cycle(
                number: number, now: now, session: calendar.sessionDate(of: now), portfolio: portfolio,
                isSimulated: true)
            for step in steps { try attempt(step) { try step.run(cycle) } }
            sample.add(step: step, at: now, gathered(), market)
            guard let next = try nextBar() else { break }
            bar = next
            let later = calendar.nextCycle(after: max(now, bar - .nanoseconds(1)), every: every)
            step += calendar.cycles(after: now, upTo: later, every: every, limit: 1_000_000)
            now = later
        }
        return sample
    }

    private func nextBar() throws(BuildError) -> Timestamp? {
        var next: Timestamp?
        for case let step as DataStep in steps {
            do {
                if let bar = try step.nextBar() { next = min(next ?? bar, bar) }
            } catch { throw BuildError(stage: step.id, message: "\(error)") }
        }
        return next
    }

    private func attempt(_ step: Step, _ body: () throws -> Void) throws(BuildError) {
        do { try body() } catch { throw BuildError(stage: step.id, message: "\(error)") }
    }
}
