import SluiceKit
import SluiceMarket
import SluicePipeline

/// The stages before the targets, asked for many cycles of history at once.
///
/// What they give lies in frames of the stretch; a cycle that acts is shown in the frames of a single cycle, which the
/// stages behind read. What comes out is the same to the bit, because source and predictors go through the same steps in
/// the same order, and of all others each number follows from its own inputs alone.
final class StretchFront {
    let stretch: Stretch
    private let wide: MarketFrame
    /// What sizers read: the frame of the stretch, and that of a single cycle.
    let decisions: LentRow<(wide: DecisionFrame, single: DecisionFrame)>
    private let source: any StretchSource
    private let sourceID: String
    private let derivation: MarketDerivation
    private let market: MarketFrame
    /// The predictors that are asked for all cycles at once.
    private let predictors: [(stage: any StretchPredictor, output: ForecastFrame)]
    /// Those that are asked one cycle after the other.
    private let steady: [(step: PredictorStep, wide: ForecastFrame)]
    private let steps: [Step]
    /// What blenders have joined members with: those that are asked for many cycles, and those of the engine.
    private let weights: [(wide: AppliedWeights, single: AppliedWeights)]
    private var dates: SessionCursor
    /// What pointwise stages see of a cycle, which is nothing of any.
    private let blank: Portfolio

    /// About as many places as fit the second cache, and no power of two: columns that lie so far apart share lines of
    /// the first.
    private static let places = 2_000
    /// So few cycles at once bring nothing.
    private static let leastCycles = 8

    /// Nil where the plan has stages before the targets that cannot be asked so.
    init?(_ engine: Engine, _ surroundings: Surroundings, _ clock: any StageClock) throws(BuildError) {
        let plan = engine.plan
        let room = Self.places / max(plan.instruments.count, 1)
        guard room >= Self.leastCycles, engine.sources.count == 1, engine.learners.isEmpty,
            let source = engine.sources.objects[0].source as? any StretchSource,
            engine.sources.objects[0].derivation.isPlain,
            engine.sources.objects[0].market === engine.brokerMarket
        else { return nil }
        var builder = EngineBuilder(
            plan: plan, surroundings: surroundings, clock: clock, seed: engine.seed, cycles: room)
        var predictors: [(any StretchPredictor, ForecastFrame)] = []
        var steady: [(PredictorStep, ForecastFrame)] = []
        var (steps, weights): ([Step], [(wide: AppliedWeights, single: AppliedWeights)]) = ([], [])
        for step in engine.signalSteps.objects {
            let number = Int(step.number)
            if let step = step as? PredictorStep {
                let wide = builder.frames.forecasts[number]
                switch step.stage {
                case let predictor as any StretchPredictor: predictors.append((predictor, wide))
                case is any SteadyPredictor: steady.append((step, wide))
                default: return nil
                }
            } else if let stage = step.stage as? any PointwiseStage, stage.isPointwise {
                let (planned, wide) = (plan.stages[number], try builder.stage(number, plan.stages[number]))
                steps.append(try builder.step(number, planned, wide))
                if step.kind == .blender, let wide = (wide as? any WeighingBlender)?.appliedWeights,
                    let single = (stage as? any WeighingBlender)?.appliedWeights
                {
                    weights.append((wide, single))
                }
            } else {
                return nil
            }
        }
        (self.source, self.predictors, self.steady, self.steps) = (source, predictors, steady, steps)
        self.weights = weights
        (market, derivation) = (engine.sources.objects[0].market, engine.sources.objects[0].derivation)
        sourceID = engine.sources.objects[0].id
        wide = builder.frames.markets[Int(engine.sources.objects[0].number)]
        stretch = Stretch(instruments: plan.instruments.count, room: room, market: wide)
        decisions = LentRow(
            zip(builder.finalDecisions, engine.report.decisions).map { (wide: $0, single: $1) })
        dates = SessionCursor(plan.calendar)
        blank = Portfolio(count: wide.count)
    }

    /// Brings the next cycles, and asks the stages for all of them.
    ///
    /// `number` is that of the first of them in the run.
    /// - Throws: What a stage throws, with the stage; those that are asked so never fail.
    func advance(cycles most: Int, upTo last: Timestamp, number: Int) throws(BuildError) {
        source.advance(cycles: min(most, stretch.room), upTo: last, into: stretch, after: market)
        guard stretch.count > 0 else { return }
        dates.dates(of: stretch.firstTime, count: stretch.count, into: stretch.firstSession)
        do throws(DerivationFault) {
            try derivation.update(
                stretch.market, cycles: stretch.count, times: stretch.firstTime,
                sessions: stretch.firstSession)
        } catch { throw BuildError(stage: sourceID, message: "\(error)") }
        for (predictor, output) in predictors {
            predictor.predict(cycles: stretch.count, stretch.market, into: output)
        }
        for cycle in 0..<(steady.isEmpty ? 0 : stretch.count) {
            market.take(stretch.market, from: cycle * stretch.instruments)
            for (step, wide) in steady {
                try run(step, cycle, number)
                step.output.values.put(into: wide.values, at: cycle * stretch.instruments)
            }
        }
        for step in steps { try run(step, 0, number) }
        for (wide, single) in weights { single.values.copy(wide.values) }
    }

    private func run(_ step: Step, _ cycle: Int, _ number: Int) throws(BuildError) {
        do { try step.run(self.cycle(cycle, number)) } catch {
            throw BuildError(stage: step.id, message: "\(error)")
        }
    }

    /// A cycle as stages see it that do not look at the account.
    private func cycle(_ cycle: Int, _ first: Int) -> Cycle {
        Cycle(
            number: first + cycle, now: stretch.times[cycle], session: stretch.sessions[cycle],
            portfolio: blank, isSimulated: true)
    }

    /// The day of the session that a cycle belongs to.
    func session(of cycle: Int) -> CivilDate { stretch.sessions[cycle] }

    /// Shows a cycle in the frames that stages behind the decisions read.
    func show(_ cycle: Int) {
        let place = cycle * stretch.instruments
        market.take(wide, from: place)
        decisions.lendEach { $0.single.take($0.wide, from: place) }
    }
}
