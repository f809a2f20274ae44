import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Joins members by how much each has to say that the others do not.
///
/// A member's strength is its information coefficient less what its costs take, at least `min_ic`. The weights of a
/// horizon solve (S + lambda I) w = strength, where S is the correlation of the members' forecasts over the last
/// `history` cycles; negative ones become 0, a temperature flattens them, and they sum to 1. Members without a forecast
/// for an instrument drop out there and the others' weights are scaled up. The newest forecasts are part of the history
/// that weighs them. See `RidgeWeighting`, `Temperature`, `RidgeBlend`.
///
/// The history holds scores, each forecast in units of how large its member's forecasts for the instrument usually are
/// (see `ForecastScale`), and is aligned by time: two members correlate over the cycles, and instruments, at which both had one. `weights: per_horizon` pools all
/// instruments, which is cheap and steady; `per_instrument` gives every instrument a history and weights of its own.
final class RidgeRiskParityBlender: WeighingBlender {
    static let manifest = Manifest(
        "ridge_risk_parity",
        "Weighs members by their information and by how little they repeat each other.",
        source: """
            w = inverse(S + ridge_lambda I) x max(ic - cost_penalty x cost_share, min_ic), negative weights 0, then \
            w^T normalised (T the temperature of the horizon; w^(1/T) with temperature_form inverse). Mean-variance on \
            a correlation matrix (Hoerl and Kennard 1970; Ledoit and Wolf 2004).
            """
    )

    typealias Settings = RidgeRiskParitySettings

    private let history: any WeightHistory
    private let rule: WeightRule
    var appliedWeights: AppliedWeights? { history.applied }

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        rule = try WeightRule(settings, axes: axes)
        history =
            switch settings.weights {
            case .perHorizon: try PooledHistory(rule, settings, axes: axes)
            case .perInstrument: try SeriesHistory(rule, settings, axes: axes)
            }
    }

    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, into alphas: AlphaFrame
    ) throws {
        try rule.learn(weights)
        history.blend(forecasts, into: alphas)
    }

    func remember(into memory: inout MemoryWriter) { history.remember(into: &memory) }

    func recall(from memory: inout MemoryReader) throws { try history.recall(from: &memory) }
}

/// A past of forecasts, and the weights that follow from it.
protocol WeightHistory: AnyObject {
    /// The weights that were last blended by; nil where every instrument has its own.
    var applied: AppliedWeights? { get }
    /// Takes a cycle's forecasts into the past and blends them by the weights it then gives.
    func blend(_ forecasts: ForecastFrame, into alphas: AlphaFrame)
    /// Writes the past.
    func remember(into memory: inout MemoryWriter)
    /// Takes the past of another run.
    func recall(from memory: inout MemoryReader) throws
}
