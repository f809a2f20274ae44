import SluiceHistory
import SluiceKit
import SluiceMarket
import SluicePipeline

/// Builds the stages of a plan and the frames between them; every allocation of a cycle is made here.
struct EngineBuilder {
    let plan: Plan
    let surroundings: Surroundings
    let clock: any StageClock
    let seed: UInt64
    /// The kinds of stages that are not built, because a record plays their part.
    let answered: Set<StageKind>
    /// The calls that its stages make.
    let calls = CallLog()
    /// How many cycles the frames have room for, and how often the universe of a stage has each instrument.
    let cycles: Int
    private(set) var frames: FramePlan
    private(set) var steps: [Step] = []

    init(
        plan: Plan, surroundings: Surroundings, clock: any StageClock, seed: UInt64,
        answered: Set<StageKind> = [], cycles: Int = 1
    ) {
        (self.plan, self.surroundings, self.clock, self.seed) = (plan, surroundings, clock, seed)
        (self.answered, self.cycles) = (answered, cycles)
        frames = FramePlan(plan, cycles: cycles)
    }

    /// Builds every stage in the order of the plan, but learners first: what they weigh is read by stages before them.
    mutating func build() throws(BuildError) {
        var learners: [Int: any Learner] = [:]
        for (number, planned) in plan.stages.enumerated() where planned.plugin.kind == .learner {
            guard case .learner(let learner) = try stage(number, planned).role else {
                throw mismatch(planned)
            }
            frames.allocateWeights(number, choices: learner.choices)
            learners[number] = learner
        }
        for (number, planned) in plan.stages.enumerated() where planned.plugin.kind != .broker {
            let built: any Stage
            if let learner = learners[number] { built = learner } else { built = try stage(number, planned) }
            steps.append(try step(number, planned, built))
        }
    }

    /// Builds the stages that feed one, and what feeds them; the stage itself and everything else stays unbuilt.
    mutating func build(feeding number: Int) throws(BuildError) {
        var wanted = Set(plan.stages[number].inputs.flatMap { $0 })
        for stage in plan.stages.indices.reversed() where wanted.contains(stage) {
            wanted.formUnion(plan.stages[stage].inputs.flatMap { $0 })
        }
        for (other, planned) in plan.stages.enumerated()
        where wanted.contains(other) && planned.plugin.kind != .learner {
            steps.append(try step(other, planned, try stage(other, planned)))
        }
    }

    /// The forecasts that a stage takes, gathered anew at each call, with their members: the name of each and the number of
    /// the stage that it comes from.
    func forecasts(
        into number: Int
    ) -> (gathered: () -> ForecastFrame, members: [(name: String, origin: Int)]) {
        let joined = frames.joined(of: number)
        let names = zip(frames.members(of: number), frames.origins(of: number))
        return ({ joined.gathered() }, names.map { (name: $0, origin: $1) })
    }

    /// The market that a stage takes, or else that of the first data stage.
    func market(of number: Int) -> MarketFrame {
        let own = frames.market(of: plan.stages[number])
        guard own.count == 0, let data = plan.stages.firstIndex(where: { $0.plugin.kind == .data }) else {
            return own
        }
        return frames.markets[data]
    }

    func broker() throws(BuildError) -> (broker: any Broker, number: Int, market: MarketFrame) {
        guard let number = plan.stages.firstIndex(where: { $0.plugin.kind == .broker }) else {
            throw BuildError(stage: plan.name, message: "the plan has no broker")
        }
        let planned = plan.stages[number]
        guard case .broker(let broker) = try stage(number, planned).role else { throw mismatch(planned) }
        return (broker, number, frames.market(of: planned))
    }

    /// The frames of every stage, for the archive of columns; behind the alphas of a blender the weights that made them.
    var archived: [ColumnArchive.Entry] {
        frames.archived.flatMap { entry in
            // Only of blenders it is asked what a cast would have the runtime search for.
            let step = steps.first { $0.number == entry.stage && $0.kind == .blender }
            guard let weights = (step?.stage as? any WeighingBlender)?.appliedWeights else { return [entry] }
            return [entry, ColumnArchive.Entry(stage: entry.stage, columns: weights.values, causes: nil)]
        }
    }

    /// What numbers of stages are called that are not an instrument's alone, by the number of the stage.
    var names: [[String]] { plan.stages.indices.map { frames.names(of: $0) } }

    /// The decisions that sizers read.
    var finalDecisions: [DecisionFrame] { frames.finalDecisions }

    func stage(_ number: Int, _ planned: PlannedStage) throws(BuildError) -> any Stage {
        let context = context(
            planned.id, members: frames.members(of: number),
            features: frames.market(of: planned).features.names,
            recordsCalls: [.data, .broker].contains(planned.plugin.kind))
        if answered.contains(planned.plugin.kind) {
            if planned.plugin.kind == .data {
                return RecordedSource(settings: NoSettings(), context: context)
            }
            if planned.plugin.kind == .broker {
                return RecordedBroker(settings: NoSettings(), context: context)
            }
        }
        if planned.plugin.kind == .data, let history = surroundings.histories[planned.id],
            history.instruments == plan.instruments
        {
            return ColumnSource(history, report: surroundings.report)
        }
        do { return try planned.decoded.build(context) } catch {
            throw BuildError(stage: planned.id, message: "\(error)")
        }
    }

    /// What a stage gets; the calls of one that `recordsCalls` are there for risk checks to read.
    func context(
        _ id: String, members: [String] = [], features: [String] = [], recordsCalls: Bool = false
    ) -> StageContext {
        let axes = Axes(
            instruments: Array(repeatElement(plan.instruments, count: cycles).joined()),
            horizons: plan.horizons, members: members, features: features,
            every: plan.cycle.every, calendar: plan.calendar
        )
        let transport = surroundings.transport
        return StageContext(
            id: id, mode: plan.mode, axes: axes, products: plan.products, currencies: plan.currencies,
            clock: clock,
            dice: Dice(seed: seed, stage: id), files: surroundings.files,
            transport: recordsCalls ? RecordingTransport(transport, into: calls, clock: clock) : transport,
            calls: calls, secrets: surroundings.secrets,
            log: surroundings.log, report: surroundings.report
        )
    }

    mutating func step(
        _ number: Int, _ planned: PlannedStage, _ stage: any Stage
    ) throws(BuildError) -> Step {
        let place = StepPlace(
            number: number, id: planned.id, kind: planned.plugin.kind, faultPolicy: planned.faultPolicy
        )
        let market = frames.market(of: planned)
        let givesProbabilities = planned.decoded.ports.gives == .probabilities
        switch stage.role {
        case .data(let source): return try dataStep(place, source, planned)
        case .barrierPredictor(let predictor) where givesProbabilities:
            return BarrierStep(place, predictor, market, frames.probabilities[number])
        case .predictor(let predictor) where !givesProbabilities:
            return PredictorStep(place, predictor, market, frames.forecasts[number])
        case .probabilityCalibrator(let calibrator) where givesProbabilities:
            return ProbabilityStep(
                place, calibrator, frames.probabilities(of: planned), frames.join(of: number),
                frames.probabilities[number])
        case .calibrator(let calibrator) where !givesProbabilities:
            return CalibratorStep(
                place, calibrator, frames.joined(of: number), market, frames.forecasts[number])
        case .blender(let blender):
            return BlenderStep(
                place, blender, frames.joined(of: number), frames.weights(of: planned),
                planned.sources(of: .market).isEmpty ? nil : market, frames.alphas[number]
            )
        default: return try decisionStep(place, stage, planned, market)
        }
    }

    private func dataStep(
        _ place: StepPlace, _ source: any DataSource, _ planned: PlannedStage
    ) throws(BuildError) -> Step {
        let market = frames.markets[place.number]
        do {
            let derivation = try MarketDerivation(
                market, volatilityBars: plan.cycle.volatilityBars,
                tradedValueDays: plan.cycle.tradedValueDays, isDaily: plan.cycle.every >= .days(1),
                history: source is ColumnSource ? surroundings.derived[planned.id] : nil)
            return DataStep(place, source, market, derivation)
        } catch { throw BuildError(stage: planned.id, message: "\(error)") }
    }

    private mutating func decisionStep(
        _ place: StepPlace,
        _ stage: any Stage,
        _ planned: PlannedStage,
        _ market: MarketFrame
    ) throws(BuildError) -> Step {
        let number = place.number
        switch stage.role {
        case .arbiter(let arbiter):
            return ArbiterStep(
                place, arbiter, frames.alphas[planned.source(of: .alphas)], market,
                frames.weights(of: planned),
                frames.decisions[number]
            )
        case .gate(let gate): return GateStep(place, gate, frames.gateFrames(number, planned, market))
        case .sizer(let sizer):
            let sleeve = planned.capital.map {
                Sleeve(share: $0.fraction, instruments: plan.instruments.count)
            }
            return SizerStep(
                place, sizer, frames.decisions[planned.source(of: .decisions)], market,
                frames.targets[number],
                sleeve: sleeve
            )
        case .risk(let check):
            return RiskStep(place, check, frames.riskInput(planned), market, frames.approved[number])
        case .execution(let execution):
            let sheet = OrderSheet(capacity: plan.instruments.count, products: plan.products)
            return ExecutionStep(
                place, execution, frames.approved[planned.source(of: .approved)], market, sheet
            )
        case .learner(let learner):
            return LearnerStep(
                place, learner, frames.decisions[planned.source(of: .decisions)], market,
                frames.join(of: number), frames.learnedWeights(number))
        default: throw mismatch(planned)
        }
    }

    private func mismatch(_ planned: PlannedStage) -> BuildError {
        BuildError(
            stage: planned.id,
            message: "\(planned.plugin.fullName) does not conform to the protocol of its kind"
        )
    }
}

/// A stage that could not be built.
public struct BuildError: Error, Sendable, CustomStringConvertible {
    /// The stage's id.
    public let stage: String
    /// What went wrong.
    public let message: String

    /// Creates an error.
    public init(stage: String, message: String) { (self.stage, self.message) = (stage, message) }

    /// The stage and what went wrong.
    public var description: String { "stage '\(stage)': \(message)" }
}

extension PlannedStage {
    /// The first stage that feeds the input of a type.
    func source(of type: PortType) -> Int {
        guard let source = sources(of: type).first else {
            preconditionFailure("a plan connects every input that must be")
        }
        return source
    }

    /// The stages that feed the input of a type.
    func sources(of type: PortType) -> [Int] {
        zip(decoded.ports.needs, inputs).first { need, _ in need.types.contains(type) }?.1 ?? []
    }
}
