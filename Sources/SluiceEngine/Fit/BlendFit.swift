public import SluiceKit
public import SluiceMarket
import SluiceNumerics
public import SluicePipeline

/// Fits the weights of a blend on the history of its pipeline.
///
/// What feeds the blender runs over the data on the simulated clock; each forecast is set beside the return of the mark
/// over its horizon. Rows are those at which every member forecast, later than anything a member was trained on. Folds,
/// ordered by time, tell how weights learned before them would have done; the weights of the file are learned from all
/// rows. See `WalkForward`, `OutOfFoldRidge`, `StackedRidge`.
public struct BlendFit: Sendable {
    /// What is weighed against each other.
    public var inputs = FittedBlend.Inputs.members
    /// How many folds are judged.
    public var folds = 5
    /// How many bars the features of the members look back.
    public var lookback = 50
    /// How many cycles beyond the purge a fold keeps from what it is learned from, if more than its horizon.
    public var embargo = 0
    /// The penalty: for each row of z-scores where members are weighed, absolute where horizons are; nil for the usual.
    public var alpha: Double?
    /// The last moment of the history that is used; nil for all of it.
    public var until: Timestamp?
    /// The seed of all dice; nil for the file's.
    public var seed: UInt64?

    /// Creates a fit with the usual parameters.
    public init() {}

    private var penalty: Double { alpha ?? (inputs == .members ? 0.01 : 1) }

    /// Runs the history before a blender, or the plan's only one, and fits.
    /// - Throws: `BuildError` where a stage fails, `InvalidParameter` for a parameter, `BlendFitError` for too little to
    ///   learn from.
    public func fit(
        _ plan: Plan, blender id: String? = nil, surroundings: Surroundings
    ) throws -> FittedBlend {
        let number = try blender(id, in: plan)
        let replay = try ForecastReplay(plan: plan, surroundings: surroundings, seed: seed, feeding: number)
        let trained = replay.trainedUntil
        let latest = trained.compactMap { $0 }.max()
        let sample = try replay.run(until: until)
        var (weights, first, last) = ([FittedBlend.Weights](), Timestamp.distantFuture, Timestamp.distantPast)
        for (index, horizon) in plan.horizons.enumerated() {
            let minutes = Double(horizon.minutes(inSession: plan.calendar.sessionMinutes))
            let delay = (minutes / plan.calendar.tradingMinutes(in: plan.cycle.every)).rounded()
            guard delay >= 1 else { throw BlendFitError("horizon \(horizon) is shorter than a cycle") }
            let rows =
                inputs == .members
                ? sample.byMember(horizon: index, delay: Int(delay), after: latest)
                : sample.byHorizon(horizon: index, delay: Int(delay), after: latest)
            let names = inputs == .members ? replay.members : plan.horizons.map(\.description)
            weights.append(try fit(rows, horizon, delay: Int(delay), names: names))
            (first, last) = (min(first, rows.times.first ?? first), max(last, rows.times.last ?? last))
        }
        return FittedBlend(
            inputs: inputs, every: plan.cycle.every, from: first, until: last,
            isStandardised: inputs == .members, alpha: penalty,
            members: zip(replay.members, trained).map { .init(name: $0, trainedUntil: $1) }, weights: weights)
    }

    private func blender(_ id: String?, in plan: Plan) throws(BlendFitError) -> Int {
        let blenders = plan.stages.indices.filter { plan.stages[$0].plugin.kind == .blender }
        let names = blenders.map { plan.stages[$0].id }.joined(separator: ", ")
        if let id {
            guard let number = blenders.first(where: { plan.stages[$0].id == id }) else {
                throw BlendFitError("there is no blender '\(id)'; blenders are \(names)")
            }
            return number
        }
        guard blenders.count == 1, let number = blenders.first else {
            throw BlendFitError("the pipeline has \(blenders.count) blenders, say which: \(names)")
        }
        return number
    }

    private func fit(
        _ rows: ForecastSample.Rows, _ horizon: Horizon, delay: Int, names: [String]
    ) throws -> FittedBlend.Weights {
        let least = 10 * max(names.count, 1)
        guard rows.outcomes.count >= least, let all = try learn(rows, rows.steps.indices) else {
            throw BlendFitError(
                "\(horizon): \(rows.outcomes.count) complete rows, where \(least) are the least to learn from"
            )
        }
        let walk = try WalkForward(folds: folds, purge: delay + lookback, embargo: max(embargo, delay))
        let (first, last) = (rows.steps.first ?? 0, rows.steps.last ?? 0)
        let judged = try walk.folds(steps: last - first + 1).compactMap { fold in
            try judge(
                rows, training: fold.training.lowerBound + first..<fold.training.upperBound + first,
                test: fold.test.lowerBound + first..<fold.test.upperBound + first)
        }
        return FittedBlend.Weights(
            horizon: horizon, rows: rows.outcomes.count, purge: walk.purge, embargo: walk.embargo,
            folds: judged, intercept: all.intercept,
            values: Dictionary(uniqueKeysWithValues: zip(names, all.weights)))
    }

    /// Learns from some rows and judges others; nil where there are none of either.
    private func judge(
        _ rows: ForecastSample.Rows, training: Range<Int>, test: Range<Int>
    ) throws -> FittedBlend.Fold? {
        let learned = rows.steps.places { training.contains($0) }
        let judged = rows.steps.places { test.contains($0) }
        guard let end = learned.last, let start = judged.first, let stop = judged.last,
            let fit = try learn(rows, learned)
        else { return nil }
        var correlation = Pearson()
        for row in judged {
            var blend = fit.intercept
            for (input, weight) in fit.weights.enumerated() { blend += weight * rows.forecasts[input][row] }
            correlation.add(blend, rows.outcomes[row])
        }
        return FittedBlend.Fold(
            trainedUntil: rows.times[end], from: rows.times[start], until: rows.times[stop],
            rows: judged.count, correlation: correlation.count > 2 ? correlation.correlation : nil)
    }

    private func learn(
        _ rows: ForecastSample.Rows, _ part: Range<Int>
    ) throws -> (intercept: Double, weights: [Double])? {
        let forecasts = rows.forecasts.map { Array($0[part]) }
        let outcomes = Array(rows.outcomes[part])
        switch inputs {
        case .members:
            let rule = try OutOfFoldRidge(.standardised(alphaPerRow: penalty))
            return rule.fit(forecasts: forecasts, outcomes: outcomes).map { (0, $0.weights) }
        case .horizons:
            let fit = try StackedRidge(alpha: penalty).fit(forecasts: forecasts, outcomes: outcomes)
            return fit.map { ($0.intercept, $0.coefficients) }
        }
    }
}

/// Why weights cannot be fitted.
public struct BlendFitError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is in the way.
    public let description: String

    /// Creates an error.
    public init(_ description: String) { self.description = description }
}

extension [Int] {
    /// The places of a sorted list whose numbers are wanted, which stand side by side.
    fileprivate func places(where isWanted: (Int) -> Bool) -> Range<Int> {
        guard let first = firstIndex(where: isWanted), let last = lastIndex(where: isWanted) else {
            return 0..<0
        }
        return first..<last + 1
    }
}
