import SluiceKit
import SluiceMarket
import SluicePipeline

/// The frames between the stages of a plan, each allocated once; indexed by the number of the stage that writes it.
struct FramePlan {
    private let plan: Plan
    private(set) var markets = FrameTable<MarketFrame>()
    private(set) var probabilities = FrameTable<ProbabilityFrame>()
    private(set) var alphas = FrameTable<AlphaFrame>()
    private(set) var decisions = FrameTable<DecisionFrame>()
    private(set) var targets = FrameTable<TargetFrame>()
    private(set) var approved = FrameTable<ApprovedTargetFrame>()
    private(set) var forecasts = FrameTable<ForecastFrame>()
    private var joins: [Int: JoinedForecasts] = [:]
    private var memberNames: [Int: [String]] = [:]
    private var learned: [Int: WeightFrame] = [:]

    /// How many cycles the frames have room for.
    private let cycles: Int

    /// Allocates frames with each instrument once for each of so many cycles.
    init(_ plan: Plan, cycles: Int = 1) {
        (self.plan, self.cycles) = (plan, cycles)
        for number in plan.stages.indices { nameMembers(number) }
        for number in plan.stages.indices { join(number) }
        for number in plan.stages.indices { allocate(number) }
    }

    private var instruments: Int { plan.instruments.count * cycles }
    private var horizons: Int { plan.horizons.count }

    // MARK: Forecasts

    /// The members that a stage's forecast output has: a predictor's own, and what a calibrator takes and passes on.
    private mutating func nameMembers(_ number: Int) {
        let stage = plan.stages[number]
        guard stage.decoded.ports.gives == .forecasts || stage.decoded.ports.gives == .scores else { return }
        let sources = forecastSources(of: stage)
        memberNames[number] =
            sources.isEmpty
            ? stage.outline.members(of: stage.id) : sources.flatMap { memberNames[$0] ?? [] }
    }

    private func forecastSources(of stage: PlannedStage) -> [Int] {
        stage.sources(of: .forecasts)
            + (stage.sources(of: .forecasts).isEmpty ? stage.sources(of: .scores) : [])
    }

    /// Gives the sources of a stage neighbouring places in one frame; a source that has a place is copied.
    private mutating func join(_ number: Int) {
        let sources = forecastSources(of: plan.stages[number])
        guard !sources.isEmpty else { return }
        if sources.count == 1, let placed = forecasts.frame(of: sources[0]) {
            joins[number] = JoinedForecasts(placed)
            return
        }
        let sizes = sources.map { memberNames[$0]?.count ?? 0 }
        let whole = ForecastFrame(instruments: instruments, horizons: horizons, members: sizes.reduce(0, +))
        var copies: [(from: ForecastFrame, to: ForecastFrame)] = []
        var first = 0
        for (source, size) in zip(sources, sizes) {
            let place = ForecastFrame(sharing: whole, members: first..<first + size)
            if let placed = forecasts.frame(of: source) {
                copies.append((placed, place))
            } else {
                forecasts.set(place, of: source)
            }
            first += size
        }
        joins[number] = JoinedForecasts(whole, copies: copies)
    }

    func joined(of number: Int) -> JoinedForecasts {
        joins[number]
            ?? JoinedForecasts(ForecastFrame(instruments: instruments, horizons: horizons, members: 0))
    }

    /// The names of the members that a stage takes.
    func members(of number: Int) -> [String] {
        forecastSources(of: plan.stages[number]).flatMap { memberNames[$0] ?? [] }
    }

    /// For each member that a stage takes the stage that it comes from.
    func origins(of number: Int) -> [Int] {
        forecastSources(of: plan.stages[number]).flatMap { source in
            let further = origins(of: source)
            return further.isEmpty ? (memberNames[source] ?? []).map { _ in source } : further
        }
    }

    /// What a stage's numbers are called that are of no instrument, or of several in one: the features of a market, the
    /// members of forecasts, what a blender or a learner weighs; empty for other stages.
    func names(of number: Int) -> [String] {
        switch plan.stages[number].plugin.kind {
        case .data: markets.frame(of: number)?.features.names ?? []
        case .blender: members(of: number)
        case .learner: learned[number]?.choices.map(\.description) ?? []
        default: memberNames[number] ?? []
        }
    }

    // MARK: Everything else

    private mutating func allocate(_ number: Int) {
        let stage = plan.stages[number]
        switch stage.decoded.ports.gives {
        case .market:
            markets.set(
                MarketFrame(count: instruments, barMinutes: barMinutes, features: features(of: number)),
                of: number)
        case .forecasts, .scores:
            guard forecasts.frame(of: number) == nil else { return }
            let members = memberNames[number]?.count ?? 1
            forecasts.set(
                ForecastFrame(instruments: instruments, horizons: horizons, members: members), of: number
            )
        case .probabilities:
            probabilities.set(ProbabilityFrame(instruments: instruments, horizons: horizons), of: number)
        case .alphas: alphas.set(AlphaFrame(instruments: instruments, horizons: horizons), of: number)
        case .decisions: decisions.set(decisionFrame(stage), of: number)
        case .targets: targets.set(TargetFrame(count: instruments), of: number)
        case .approved: approved.set(ApprovedTargetFrame(count: instruments), of: number)
        case .orders, .weights, nil: break
        }
    }

    /// The features that the stages fed by a market read, each once, in the order in which they are asked for.
    private func features(of market: Int) -> [String] {
        var names: [String] = []
        for stage in plan.stages where stage.sources(of: .market).contains(market) {
            for name in stage.outline.features where !names.contains(name) { names.append(name) }
        }
        return names
    }

    private var barMinutes: Double { plan.calendar.tradingMinutes(in: plan.cycle.every) }

    /// A gate works in place when nobody else reads the decisions it takes.
    private func decisionFrame(_ stage: PlannedStage) -> DecisionFrame {
        guard stage.plugin.kind == .gate, let frame = decisions.frame(of: stage.source(of: .decisions)) else {
            return DecisionFrame(count: instruments)
        }
        let readers = plan.stages.count { $0.sources(of: .decisions).contains(stage.source(of: .decisions)) }
        return readers == 1 ? frame : DecisionFrame(count: instruments)
    }

    func market(of stage: PlannedStage) -> MarketFrame {
        stage.sources(of: .market).first.flatMap { markets.frame(of: $0) }
            ?? MarketFrame(count: 0, barMinutes: barMinutes)
    }

    /// What a learner gives the stage; nil without one.
    func weights(of stage: PlannedStage) -> WeightFrame? {
        stage.sources(of: .weights).first.flatMap { learned[$0] }
    }

    /// The forecasts that a stage takes; nil for one that takes none.
    func join(of number: Int) -> JoinedForecasts? { joins[number] }

    mutating func allocateWeights(_ number: Int, choices: [WeightChoice]) {
        learned[number] = WeightFrame(choices: choices)
    }

    /// The weights that a learner writes.
    func learnedWeights(_ number: Int) -> WeightFrame { learned[number] ?? WeightFrame(choices: []) }

    /// The probabilities that a stage takes; nil for one that takes none.
    func probabilities(of stage: PlannedStage) -> ProbabilityFrame? {
        stage.sources(of: .probabilities).first.flatMap { probabilities.frame(of: $0) }
    }

    func gateFrames(_ number: Int, _ stage: PlannedStage, _ market: MarketFrame) -> GateFrames {
        let output = decisions[number]
        return GateFrames(
            input: decisions[stage.source(of: .decisions)], output: output, market: market,
            probabilities: probabilities(of: stage),
            forecasts: joins[number]
        )
    }

    func riskInput(_ stage: PlannedStage) -> RiskInput {
        let sources = stage.inputs.first ?? []
        if let earlier = sources.first.flatMap({ approved.frame(of: $0) }) { return .approved(earlier) }
        let sleeves = sources.compactMap { source in
            targets.frame(of: source).map { (targets: $0, share: plan.stages[source].capital?.fraction ?? 1) }
        }
        if sleeves.count == 1, sleeves[0].share == 1 { return .targets(sleeves[0].targets) }
        return .sleeves(sleeves, sum: TargetFrame(count: instruments))
    }

    // MARK: What is kept

    /// The decisions that no further gate takes.
    var finalDecisions: [DecisionFrame] {
        plan.stages.indices.filter { number in
            decisions.frame(of: number) != nil
                && !plan.stages.contains {
                    $0.plugin.kind == .gate && $0.sources(of: .decisions).contains(number)
                }
        }.map { decisions[$0] }
    }

    var archived: [ColumnArchive.Entry] {
        plan.stages.indices.compactMap { number in
            func entry(_ columns: ColumnSet, _ causes: CauseColumn? = nil) -> ColumnArchive.Entry {
                ColumnArchive.Entry(stage: number, columns: columns, causes: causes)
            }
            if let frame = markets.frame(of: number) { return entry(frame.values) }
            if let frame = forecasts.frame(of: number) { return entry(frame.values) }
            if let frame = probabilities.frame(of: number) { return entry(frame.values) }
            if let frame = alphas.frame(of: number) { return entry(frame.values) }
            if let frame = decisions.frame(of: number) { return entry(frame.values, frame.causes) }
            if let frame = targets.frame(of: number) { return entry(frame.values, frame.causes) }
            if let frame = learned[number], !frame.choices.isEmpty { return entry(frame.storage) }
            return approved.frame(of: number).map { entry($0.values, $0.causes) }
        }
    }
}
