import SluiceDocument
import SluiceKit
import SluiceMarket

/// Weighs members by what a regression on their forecasts out of fold has found, from a file.
///
/// `sluice fit blender` writes the file: weights for each horizon, none negative, that sum to 1, with the folds they were
/// judged by; see `FittedBlend`. The file is refused when it was fitted on other members or another length of cycle, has
/// no weights for a horizon of the pipeline, or a member was trained on anything later than the first moment of the fit.
final class OOFRidgeBlender: WeighingBlender {
    static let manifest = Manifest(
        "oof_ridge",
        "Weighs members by a regression on forecasts out of fold, read from a fitted file.",
        source: """
            w = projection on the simplex of (Z'Z + alpha_per_row n I)^-1 Z'y, Z and y z-scores over the rows where all \
            members forecast out of fold (stacked regressions; Wolpert 1992; Breiman 1996; walk-forward with purge and \
            embargo, Lopez de Prado 2018).
            """
    )

    struct Settings: PluginSettings {
        @Setting(help: "The fitted weights, as 'sluice fit blender' writes them.")
        var file: PipelinePath
    }

    private let average: MemberAverage
    var appliedWeights: AppliedWeights? { average.applied }
    /// By horizon, then member.
    private let weights: ColumnSet
    /// The end of what the weights were fitted on.
    let trainedUntil: Timestamp?

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        average = try MemberAverage(axes)
        let fitted = try FittedBlend(settings.file, .members, context: context)
        trainedUntil = fitted.until
        weights = ColumnSet(columns: axes.horizons.count, rows: axes.members.count)
        for (number, horizon) in axes.horizons.enumerated() {
            guard let own = fitted.weights(for: horizon) else {
                let known = fitted.weights.map(\.horizon.description).joined(separator: ", ")
                throw FittedBlendError(
                    "\(settings.file.written) has no weights for \(horizon); it has them for \(known)")
            }
            for (member, name) in axes.members.enumerated() {
                weights[number][member] = own.values[name] ?? 0
            }
        }
    }

    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, into alphas: AlphaFrame
    ) throws {
        try average.learn(weights)
        for horizon in 0..<forecasts.horizons {
            average.write(forecasts, horizon: horizon, weights: self.weights[horizon], into: alphas)
        }
    }
}
