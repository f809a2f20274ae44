import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Lets the forecasts of all horizons speak for the one that is traded.
///
/// The members of a horizon are first averaged, alike but for a learner's weights; a forecast of another horizon is
/// brought to the one traded by the root of their ratio, as returns of a random walk grow (`scale`).
/// *ridge*: the weights solve (S + lambda I) w = max(ic, min_ic), S the correlation of the horizons' forecasts over the
/// last `history` cycles and all instruments, and fall with the distance in minutes to the one traded; see
/// `CrossHorizonWeighting` and `HorizonDecay`. *stacked*: coefficients and an intercept from a file that `sluice fit
/// blender` wrote, of forecasts as they are; an alpha is absent where a horizon with a coefficient is.
///
/// With `agreement: scales` an alpha is multiplied by 1 - d / q, at least 0: d is the standard deviation of the horizons'
/// forecasts as the one traded has them, q its 95th percentile over the last cycles of the instrument; before there are 20
/// of them nothing is taken off.
final class CrossHorizonBlender: Blender {
    static let manifest = Manifest(
        "cross_horizon",
        "Lets the forecasts of all horizons speak for the one that is traded.",
        source: """
            w = inverse(S + lambda I) x max(ic, min_ic), negative weights 0, x decay(minutes apart), those under \
            min_weight 0, scaled to sum 1; or stacked regression with intercept (Breiman 1996) from a file. Agreement: 1 - \
            clip(deviation across horizons / its 95th percentile, 0, 1).
            """
    )

    typealias Settings = CrossHorizonSettings

    private let average: MemberAverage
    private let scale: HorizonConversion
    private var weights: HorizonWeights
    private var agreement: HorizonAgreement?
    private let targets: [Int]
    /// By horizon: the members' mean, then those as the horizon traded has them.
    private let means: AlphaFrame
    private let converted: ColumnSet
    private let even: ColumnSet

    static func check(_ settings: Settings, in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        if let target = settings.target, !plan.horizons.contains(target) {
            let known = plan.horizons.map(\.description).joined(separator: ", ")
            issues.append(
                settings.$target.conflict("is \(target), which nothing forecasts; horizons are \(known)"))
        }
    }

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        let (horizons, instruments) = (axes.horizons.count, axes.instruments.count)
        average = try MemberAverage(axes)
        // Coefficients that were fitted have their horizon's scale in them.
        scale = HorizonConversion(
            settings.mode == .stacked ? .none : settings.scale, minutes: axes.horizonMinutes)
        targets =
            settings.target.map { target in axes.index(of: target).map { [$0] } ?? [] }
            ?? Array(axes.horizons.indices)
        weights =
            switch settings.mode {
            case .ridge: try .ridge(RidgeHorizons(settings, axes))
            case .stacked: try .stacked(StackedHorizons(settings, targets, context))
            }
        agreement =
            settings.agreement == .scales
            ? try HorizonAgreement(settings.agreementHistory, horizons: horizons, instruments: instruments)
            : nil
        means = AlphaFrame(instruments: instruments, horizons: horizons)
        converted = ColumnSet(columns: horizons, rows: instruments)
        even = ColumnSet(columns: 1, rows: axes.members.count)
        even.fill(1)
    }

    var trainedUntil: Timestamp? {
        if case .stacked(let fitted) = weights { fitted.trainedUntil } else { nil }
    }

    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, into alphas: AlphaFrame
    ) throws {
        alphas.values.fill(.nan)
        guard forecasts.instruments > 0 else { return }
        try average.learn(weights)
        for horizon in 0..<forecasts.horizons {
            average.write(forecasts, horizon: horizon, weights: even[0], into: means)
        }
        self.weights.push(means)
        for target in targets {
            for horizon in 0..<forecasts.horizons {
                scale.convert(
                    means.column(horizon: horizon), from: horizon, to: target, into: converted[horizon])
            }
            let alpha = alphas.column(horizon: target)
            self.weights.write(converted, target: target, into: alpha)
            agreement?.scale(alpha, by: converted, target: target)
        }
    }

    func remember(into memory: inout MemoryWriter) {
        weights.remember(into: &memory)
        agreement?.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        try weights.recall(from: &memory)
        try agreement?.recall(from: &memory)
    }
}
