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
///
/// With `watch` a run on the wall clock looks for a newer run, or for a change in the run it has, off the cycle's path. What
/// stood still from one look to the next is loaded, verified as at the start and laid out, and takes the place of the run in
/// use at the beginning of a cycle. One that cannot be verified, or has other families, targets or features, is told of once
/// and left; the old one goes on. Windows of bars are kept where a model looks back in the same way. On a simulated clock
/// nothing is looked for, and a live run pins a digest.
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

    private let id: String
    private let members: [String]
    private let horizons: Int
    private let maxMissing: Int
    private let maxForecast: Double
    /// The models in use; another set takes their place between two cycles and never within one.
    private var models: ModelSet
    /// What looks for a newer run; nil unless that is asked for.
    let watch: RunWatch?
    /// By member how many numbers were none.
    private let failures: UnsafeMutablePointer<Int>
    private var told: [Bool]
    private var ranks: NormalScores
    private let scratch: ColumnSet
    private let givesProbabilities: Bool
    /// Columns of peaks, then of valleys: member by member, horizon by horizon; empty for other ports.
    private let turns: ColumnSet
    private let report: @Sendable (Diagnostic) -> Void
    private let log: any StageLog

    init(settings: Settings, context: StageContext) throws {
        // The mark is older than what is loaded, so a change in between is found by the first look.
        let mark = settings.watch == nil ? nil : try RunMark(settings, context.files)
        let selection = try ModelSelection(settings, every: context.axes.every, files: context.files)
        if let first = selection.issues.first(where: { $0.severity == .error }) { throw first }
        if context.mode == .live, settings.digest == nil {
            throw Diagnostic(
                .trainingRun, "a live run pins what it loads: set 'digest' to \(selection.run.digest)",
                at: settings.$run.span)
        }
        let models = try ModelSet(selection, context)
        self.models = models
        if let mark, let every = settings.watch {
            watch = RunWatch(RunLookout(settings, context, known: mark, models), every: every)
        } else {
            watch = nil
        }
        members = selection.members
        (id, horizons, report) = (context.id, context.axes.horizons.count, context.report)
        log = context.log
        (maxMissing, maxForecast) = (settings.maxMissing, settings.maxForecast.value)
        let instruments = context.axes.instruments.count
        failures = .allocate(capacity: max(members.count, 1))
        failures.initialize(repeating: 0, count: max(members.count, 1))
        told = Array(repeating: false, count: members.count)
        ranks = try NormalScores(capacity: max(instruments, 1), minimum: settings.minRanked)
        scratch = ColumnSet(columns: 1, rows: instruments)
        givesProbabilities = settings.port == .probabilities
        turns = ColumnSet(
            columns: givesProbabilities ? 2 * members.count * horizons : 0, rows: instruments)
    }

    deinit { failures.deallocate() }

    /// What it forecasts the settings say.
    var role: StageRole { givesProbabilities ? .barrierPredictor(self) : .predictor(self) }

    var trainedUntil: Timestamp? { models.trainedUntil }

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
        infer(cycle, market, into: forecasts.values)
        guard market.count > 0 else { return }
        for number in models.ranked {
            let column = forecasts.values[number]
            scratch[0].copy(column)
            let source = UnsafeBufferPointer(start: scratch[0].base, count: column.count)
            var target = UnsafeMutableBufferPointer(start: column.base, count: column.count).mutableSpan
            ranks.apply(source.span, into: &target)
        }
    }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into probabilities: ProbabilityFrame) {
        infer(cycle, market, into: turns)
        for turn in 0..<2 {
            for horizon in 0..<horizons {
                average(turn, horizon, into: probabilities.values[turn * horizons + horizon])
            }
        }
    }

    private func infer(_ cycle: Cycle, _ market: MarketFrame, into table: ColumnSet) {
        if let watch, !cycle.isSimulated { follow(watch, cycle) }
        table.fill(.nan)
        for rows in models.rows { rows.gather(market, maxMissing: maxMissing) }
        models.ranges.count(market)
        let output = ModelInference.Output(
            table: table, results: models.results, failures: failures, maxForecast: maxForecast)
        for inference in models.inferences { inference.run(market, at: cycle.now, into: output) }
        for member in 0..<members.count where failures[member] > 0 && !told[member] {
            told[member] = true
            report(
                Diagnostic(
                    .warning, .modelFailed, "a model of \(id).\(members[member]) gave what is no forecast",
                    at: nil))
        }
    }

    /// Puts a newer run in the place of the one in use, if one was found and is ready.
    private func follow(_ watch: RunWatch, _ cycle: Cycle) {
        watch.keepUp(at: cycle.now)
        guard watch.hasNews else { return }
        let news = watch.takeNews()
        for refusal in news.refusals {
            report(Diagnostic(.warning, .runNotTaken, "\(id): \(refusal)", at: nil))
        }
        guard let newer = news.models else { return }
        let former = models
        newer.takeWindows(of: former)
        models = newer
        log.write(
            "\(id): \(Self.name(newer.path)) with digest \(newer.digest) took the place of \(Self.name(former.path))"
        )
        for notice in newer.notices { report(notice) }
        watch.retire(former)
    }

    private static func name(_ path: String) -> String { path.isEmpty ? "the run" : "the run \(path)" }

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
        let failed = members.indices.filter { failures[$0] > 0 }.map { member in
            "\(id).\(members[member]) was absent \(failures[member]) times: its models gave no forecast"
        }
        let count = models.count == 1 ? "1 model" : "\(models.count) models"
        let inUse = "\(count) of \(Self.name(models.path)) with digest \(models.digest)"
        return [inUse] + [watch?.remark].compactMap(\.self) + failed + models.ranges.remarks
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(members.count)
        for member in members.indices { memory.write(failures[member]) }
        models.ranges.remember(into: &memory)
        for feed in models.feeds { feed.remember(into: &memory) }
    }

    func recall(from memory: inout MemoryReader) throws {
        guard try memory.int() == members.count else {
            throw MemoryMismatch("the memory is of another number of families")
        }
        for member in members.indices {
            failures[member] = max(0, min(try memory.int(), .max / 2))
            told[member] = failures[member] > 0
        }
        try models.ranges.recall(from: &memory)
        for feed in models.feeds { try feed.recall(from: &memory) }
    }
}
