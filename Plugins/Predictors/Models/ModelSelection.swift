import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceModels

/// Which models of a run forecast what, and what is wrong with those that do not.
struct ModelSelection {
    /// A model with what its number means.
    struct Choice {
        let model: TrainedModel
        /// Which of the model's numbers.
        let output: Int
        let use: ModelUse
        let horizon: Horizon
    }

    let run: TrainingRun
    /// The models, those for all instruments first.
    private(set) var choices: [Choice] = []
    /// What was found, errors and warnings.
    private(set) var issues: [Diagnostic] = []
    private let settings: ModelSettings
    private let every: Span

    /// Opens the run and chooses.
    /// - Throws: A diagnostic when there is no run.
    init(_ settings: ModelSettings, every: Span, files: any FileAccess) throws(Diagnostic) {
        (self.settings, self.every) = (settings, every)
        run = try Self.open(settings, files)
        if let digest = settings.digest, SHA256(hex: digest) != run.digest {
            issues.append(
                Diagnostic(
                    .trainingRun,
                    "the digest of what is loaded is \(run.digest), which is not the one pinned here",
                    at: settings.$digest.span))
        }
        for (horizon, target) in settings.targets.entries {
            choose(target.target, target.as, target.output, horizon, target.$target.span)
            if let opposite = target.opposite {
                choose(
                    opposite, target.as == .peak ? .valley : .peak, target.output, horizon,
                    target.$opposite.span)
            }
        }
        choices =
            choices.filter { $0.model.place.symbol == nil } + choices.filter { $0.model.place.symbol != nil }
        for notice in run.notices where notice.kind == .unsigned {
            let text = "\(notice)"
            issues.append(Diagnostic(.warning, .modelLeftOut, text, at: settings.$allowUnsigned.span))
        }
        for family in settings.families ?? [] where !members.contains(family) && !issues.hasErrors {
            refuse("no model of the family '\(family)' can be used", settings.$families.span)
        }
    }

    /// The families that are asked, in the order of the settings or of their names.
    var members: [String] {
        let used = Set(choices.map(\.model.place.family))
        return settings.families.map { $0.filter(used.contains) } ?? used.sorted()
    }

    /// The features that the models take, by name; windows of raw bars take none.
    var features: [String] {
        let models = choices.map(\.model).filter { $0.metadata.sequence?.channels == nil }
        return Set(models.flatMap(\.features)).sorted()
    }

    /// The last moment that any of the models saw; the end of time when one does not say.
    var trainedUntil: Timestamp? { choices.map { $0.model.trainedUntil ?? .distantFuture }.max() }

    private static func open(
        _ settings: ModelSettings, _ files: any FileAccess
    ) throws(Diagnostic) -> TrainingRun {
        var options = RunOptions()
        options.allowsUnsigned = settings.allowUnsigned
        options.targets = Set(
            settings.targets.entries.flatMap { [$0.value.target, $0.value.opposite].compactMap(\.self) })
        options.families = settings.families.map(Set.init)
        options.runtime = settings.onnxRuntime.map { RuntimeChoice(path: $0 == "auto" ? nil : $0) }
        do {
            return try TrainingRun.open(
                try files.folder(at: settings.run), id: settings.id, options: options)
        } catch { throw Diagnostic(.trainingRun, "\(error)", at: settings.$run.span) }
    }

    private mutating func refuse(_ message: String, _ span: SourceSpan?) {
        issues.append(Diagnostic(.modelRefused, message, at: span))
    }

    // MARK: - One target

    private mutating func choose(
        _ target: String, _ use: ModelUse, _ output: String?, _ horizon: Horizon, _ span: SourceSpan?
    ) {
        let span = span ?? settings.$targets.span
        guard run.targets.contains(target) else {
            let hint = nearestName(to: target, among: run.targets).map { "; did you mean '\($0)'?" } ?? ""
            return refuse("the run has no target '\(target)'\(hint)", span)
        }
        var found: [Choice] = []
        var problems = run.refusals.filter { $0.file?.hasPrefix("targets/\(target)/") ?? false }.map(
            \.description)
        for model in scoped(target, use, &problems) {
            do throws(Misfit) {
                let number = try number(of: model, use, output)
                found.append(Choice(model: model, output: number, use: use, horizon: horizon))
            } catch { problems.append("\(model.file): \(error.message)") }
        }
        choices += found
        let isWhole = settings.families == nil || problems.isEmpty
        for problem in problems {
            guard found.isEmpty || !isWhole else {
                issues.append(Diagnostic(.warning, .modelLeftOut, problem, at: span))
                continue
            }
            refuse(problem, span)
        }
        if found.isEmpty, problems.isEmpty {
            refuse(
                "no model of the target '\(target)' is of the view, universe and families that are wanted",
                span)
        }
    }

    /// The models of a target that are of the view and the universe.
    private func scoped(_ target: String, _ use: ModelUse, _ problems: inout [String]) -> [TrainedModel] {
        let all = run.models.filter { model in
            model.place.target == target && settings.universe.map { $0 == model.place.universe } ?? true
        }
        var pooled: [TrainedModel] = []
        if settings.symbolModels != .only {
            let candidates = all.filter { $0.place.symbol == nil && $0.place.view == settings.view }
            for (family, models) in Dictionary(grouping: candidates, by: \.place.family).sorted(by: {
                $0.key < $1.key
            }) {
                if let model = models.count == 1
                    ? models.first : models.first(where: { $0.place.universe == nil })
                {
                    pooled.append(model)
                } else {
                    let names = models.compactMap(\.place.universe).joined(separator: ", ")
                    problems.append("'\(family)' of '\(target)' has several universes, name one of \(names)")
                }
            }
        }
        // A rank says how an instrument stands among others, which a model of one cannot know.
        guard settings.symbolModels != .ignore, use != .rank else { return pooled }
        return pooled + all.filter { $0.place.symbol != nil }
    }

    /// Why a model cannot be used for what is wanted of it.
    private struct Misfit: Error { let message: String }

    private func number(
        of model: TrainedModel, _ use: ModelUse, _ output: String?
    ) throws(Misfit) -> Int {
        guard let interval = settings.interval ?? model.metadata.interval else {
            throw Misfit(
                message: "its metadata do not say the interval of its bars; set 'interval' to say it")
        }
        guard interval == every else {
            throw Misfit(
                message: "the model was trained on bars of \(interval), the pipeline has bars of \(every)")
        }
        if model.metadata.ranking != nil, use != .rank, use != .score {
            throw Misfit(message: "the model ranks instruments, which is no '\(use.rawValue)'")
        }
        let outputs = model.model.outputs
        let number: Int
        if let output {
            guard let named = model.model.output(named: output) else {
                let names = outputs.prefix(8).map(\.name).joined(separator: ", ")
                throw Misfit(message: "the model has no output '\(output)'; it has \(names)")
            }
            number = named
        } else if outputs.count == 1 {
            number = 0
        } else if use.port == .probabilities,
            let yes = outputs.firstIndex(where: { $0.kind == .probability(of: "1") })
        {
            number = yes
        } else {
            let names = outputs.prefix(8).map(\.name).joined(separator: ", ")
            throw Misfit(message: "the model gives several numbers; name one as 'output' of \(names)")
        }
        var isProbability = false
        if case .probability = outputs[number].kind { isProbability = true }
        if use.port == .probabilities, !isProbability {
            throw Misfit(message: "the model gives a number that is no probability")
        }
        if use.port == .forecasts, isProbability {
            throw Misfit(message: "the model gives a probability, which is no '\(use.rawValue)'")
        }
        return number
    }
}
