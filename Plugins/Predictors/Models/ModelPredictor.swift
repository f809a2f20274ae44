import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceModels
import SluiceNumerics

/// Forecasts with the models of a training run; each family is a member.
///
/// Every model is verified before it is used: checksum, features, the interval of its bars. Pickles are never opened. A
/// model is evaluated once for each instrument with a fresh bar, on features by their names in the model's own order; with
/// more than `max_missing` of them missing, or an infinite one, the instrument is absent. What a number means is said with
/// `as` and never guessed:
///
/// - `return`: a fraction over the horizon, 0.0012 becomes 12 basis points; `bps`: basis points
/// - `score`: a number without a scale, which a calibrator turns into basis points
/// - `rank`: the instruments' normal scores by rank, probit((rank - 0.5) / n) within 3, from `min_ranked` instruments on
/// - `peak`, `valley`: a raw probability, the mean of the families that give one
///
/// A network that looks back on bars is evaluated by ONNX Runtime on a window of each instrument, and absent until that is
/// full. An instrument's own model takes the place of the one for all. A number that is not finite, or no probability, leaves
/// the member absent there, is counted and told of once. Features outside what the training saw are counted, as far as the
/// run says what it saw.
final class ModelPredictor: Predictor, BarrierPredictor {
    static let kind = StageKind.predictor
    static let manifest = Manifest(
        "model",
        "Forecasts with the models of a training run, each family a member.",
        source: """
            The models themselves: LightGBM, XGBoost, CatBoost, and linear models, forests and perceptrons from ONNX; \
            ranks by normal scores (van der Waerden 1952).
            """
    )

    typealias Settings = ModelSettings

    let trainedUntil: Timestamp?
    private let id: String
    private let digest: SHA256
    private let runPath: String
    private let models: Int
    private let members: [String]
    private let horizons: Int
    private let maxMissing: Int
    private let maxForecast: Double
    private let rows: [FeatureRows]
    private let ranges: TrainingRanges
    private let inferences: [ModelInference]
    private let results: UnsafeMutablePointer<Double>
    /// By member how many numbers were none.
    private let failures: UnsafeMutablePointer<Int>
    private var told: [Bool]
    /// Columns that are ranked once all models have spoken.
    private let ranked: [Int]
    private var ranks: NormalScores
    private let scratch: ColumnSet
    /// Columns of peaks, then of valleys: member by member, horizon by horizon; empty for other ports.
    private let turns: ColumnSet
    private let report: @Sendable (Diagnostic) -> Void

    init(settings: Settings, context: StageContext) throws {
        let selection = try ModelSelection(settings, every: context.axes.every, files: context.files)
        if let first = selection.issues.first(where: { $0.severity == .error }) { throw first }
        if context.mode == .live, settings.digest == nil {
            throw Diagnostic(
                .trainingRun, "a live run pins what it loads: set 'digest' to \(selection.run.digest)",
                at: settings.$run.span)
        }
        let plan = try ModelPlan(selection, context)
        (rows, inferences, ranked, ranges) = (plan.rows, plan.inferences, plan.ranked, plan.ranges)
        (members, models) = (selection.members, Set(selection.choices.map(\.model.file)).count)
        (trainedUntil, digest, runPath) = (selection.trainedUntil, selection.run.digest, selection.run.path)
        (id, horizons, report) = (context.id, context.axes.horizons.count, context.report)
        (maxMissing, maxForecast) = (settings.maxMissing, settings.maxForecast.value)
        let instruments = context.axes.instruments.count
        results = .allocate(capacity: max(instruments * (inferences.map(\.outputs).max() ?? 1), 1))
        failures = .allocate(capacity: max(members.count, 1))
        failures.initialize(repeating: 0, count: max(members.count, 1))
        told = Array(repeating: false, count: members.count)
        ranks = try NormalScores(capacity: max(instruments, 1), minimum: settings.minRanked)
        scratch = ColumnSet(columns: 1, rows: instruments)
        turns = ColumnSet(
            columns: settings.port == .probabilities ? 2 * members.count * horizons : 0, rows: instruments)
    }

    deinit {
        results.deallocate()
        failures.deallocate()
    }

    static func ports(_ settings: Settings) -> Ports {
        Ports(needs: Ports.standard(.predictor).needs, gives: settings.port)
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.targets.horizons }

    static func outline(
        _ settings: Settings, in plan: PlanFacts, files: any FileAccess, _ issues: inout [Diagnostic]
    ) -> StageOutline {
        do throws(Diagnostic) {
            let selection = try ModelSelection(settings, every: plan.every, files: files)
            issues += selection.issues
            return StageOutline(members: selection.members, features: selection.features)
        } catch {
            issues.append(error)
            return StageOutline()
        }
    }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        infer(market, at: cycle.now, into: forecasts.values)
        guard market.count > 0 else { return }
        for number in ranked {
            let column = forecasts.values[number]
            scratch[0].copy(column)
            let source = UnsafeBufferPointer(start: scratch[0].base, count: column.count)
            var target = UnsafeMutableBufferPointer(start: column.base, count: column.count).mutableSpan
            ranks.apply(source.span, into: &target)
        }
    }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into probabilities: ProbabilityFrame) {
        infer(market, at: cycle.now, into: turns)
        for turn in 0..<2 {
            for horizon in 0..<horizons {
                average(turn, horizon, into: probabilities.values[turn * horizons + horizon])
            }
        }
    }

    private func infer(_ market: MarketFrame, at time: Timestamp, into table: ColumnSet) {
        table.fill(.nan)
        for rows in rows { rows.gather(market, maxMissing: maxMissing) }
        ranges.count(market)
        let output = ModelInference.Output(
            table: table, results: results, failures: failures, maxForecast: maxForecast)
        for inference in inferences { inference.run(market, at: time, into: output) }
        for member in 0..<members.count where failures[member] > 0 && !told[member] {
            told[member] = true
            report(
                Diagnostic(
                    .warning, .modelFailed, "a model of \(id).\(members[member]) gave what is no forecast",
                    at: nil))
        }
    }

    /// The mean of the members that give a probability; NaN when none does.
    private func average(_ turn: Int, _ horizon: Int, into column: Column) {
        for index in 0..<column.count {
            var (sum, count) = (0.0, 0)
            for member in 0..<members.count {
                let value = turns[(turn * members.count + member) * horizons + horizon][index]
                if !value.isNaN { (sum, count) = (sum + value, count + 1) }
            }
            column[index] = count > 0 ? sum / Double(count) : .nan
        }
    }

    var remarks: [String] {
        let place = runPath.isEmpty ? "the run" : "the run \(runPath)"
        let failed = members.indices.filter { failures[$0] > 0 }.map { member in
            "\(id).\(members[member]) was absent \(failures[member]) times: its models gave no forecast"
        }
        let count = models == 1 ? "1 model" : "\(models) models"
        return ["\(count) of \(place) with digest \(digest)"] + failed + ranges.remarks
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(members.count)
        for member in members.indices { memory.write(failures[member]) }
        ranges.remember(into: &memory)
        for case .windows(let feed) in inferences.map(\.input) { feed.remember(into: &memory) }
    }

    func recall(from memory: inout MemoryReader) throws {
        guard try memory.int() == members.count else {
            throw MemoryMismatch("the memory is of another number of families")
        }
        for member in members.indices {
            failures[member] = max(0, min(try memory.int(), .max / 2))
            told[member] = failures[member] > 0
        }
        try ranges.recall(from: &memory)
        for case .windows(let feed) in inferences.map(\.input) {
            try feed.recall(from: &memory)
        }
    }
}

/// Which model is evaluated on which rows, and which columns it fills.
private struct ModelPlan {
    private(set) var rows: [FeatureRows] = []
    private(set) var inferences: [ModelInference] = []
    private(set) var ranked: [Int] = []
    let ranges: TrainingRanges

    init(_ selection: ModelSelection, _ context: StageContext) throws {
        let (members, axes) = (selection.members, context.axes)
        ranges = TrainingRanges(context)
        var places: [String: Int] = [:]
        for choice in selection.choices {
            let model = choice.model
            guard let horizon = axes.index(of: choice.horizon),
                let member = members.firstIndex(of: model.place.family)
            else { continue }
            let instrument = model.place.symbol.map { axes.instruments.firstIndex(of: $0) }
            // A model of an instrument that is not traded here.
            if case .some(.none) = instrument { continue }
            if places[model.file] == nil {
                places[model.file] = inferences.count
                let input = try input(of: model, context)
                inferences.append(ModelInference(model, input, instrument: instrument ?? nil))
                if model.metadata.sequence?.channels == nil {
                    ranges.add(model, instrument: instrument ?? nil) { axes.index(ofFeature: $0) }
                }
            }
            guard let place = places[model.file] else { continue }
            let turn = choice.use == .valley ? members.count : 0
            let column = (turn + member) * axes.horizons.count + horizon
            inferences[place].destinations.append(
                .init(output: choice.output, use: choice.use, member: member, column: column))
            if choice.use == .rank { ranked.append(column) }
        }
    }

    private mutating func input(
        of model: TrainedModel, _ context: StageContext
    ) throws -> ModelInference.Input {
        if let sequence = model.metadata.sequence {
            let feed = try SequenceFeed(
                model.model.evaluator, input: sequence, features: model.features,
                instruments: context.axes.instruments.count
            ) { context.axes.index(ofFeature: $0) }
            return .windows(feed)
        }
        if let known = rows.first(where: { $0.names == model.features }) { return .rows(known) }
        let own = try FeatureRows(model.features, context: context)
        rows.append(own)
        return .rows(own)
    }
}
