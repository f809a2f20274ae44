import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceModels

/// The models of a run, ready to be evaluated: laid out, with room for their rows and results.
///
/// It may be made on any thread and belongs to one at a time, which hands it on under a lock; so it is `@unchecked Sendable`.
final class ModelSet: @unchecked Sendable {
    /// The run, relative to the folder of the settings.
    let path: String
    let digest: SHA256
    /// How many models there are.
    let count: Int
    let trainedUntil: Timestamp?
    let shape: ModelShape
    /// What there is to know of it, such as models that were left out.
    let notices: [Diagnostic]
    let rows: [FeatureRows]
    let inferences: [ModelInference]
    /// Columns that are ranked once all models have spoken.
    let ranked: [Int]
    let ranges: TrainingRanges
    /// Room for what a model says of every row.
    let results: UnsafeMutablePointer<Double>

    /// Makes what evaluating the models of a run needs.
    /// - Throws: `MissingFeature` for a feature that the pipeline's market does not have, and `InvalidParameter` for a window
    ///   that is not the model's.
    init(_ selection: ModelSelection, _ context: StageContext) throws {
        let plan = try ModelPlan(selection, context)
        (rows, inferences, ranked, ranges) = (plan.rows, plan.inferences, plan.ranked, plan.ranges)
        count = Set(selection.choices.map(\.model.file)).count
        (trainedUntil, digest, path) = (selection.trainedUntil, selection.run.digest, selection.run.path)
        (shape, notices) = (ModelShape(selection), selection.issues)
        let instruments = context.axes.instruments.count
        results = .allocate(capacity: max(instruments * (inferences.map(\.outputs).max() ?? 1), 1))
    }

    deinit { results.deallocate() }

    /// Goes on with the windows of the models that stand at the same places and look back in the same way; the others
    /// begin anew.
    func takeWindows(of other: ModelSet) {
        for inference in inferences {
            guard case .windows(let feed) = inference.input else { continue }
            for known in other.inferences where known.place == inference.place {
                guard case .windows(let former) = known.input, feed.takeWindows(of: former) else { continue }
                break
            }
        }
    }

    /// The feeds of the models that look back.
    var feeds: [SequenceFeed] {
        inferences.compactMap { inference in
            guard case .windows(let feed) = inference.input else { return nil }
            return feed
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
