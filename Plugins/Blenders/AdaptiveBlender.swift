import SluiceDocument
import SluiceKit
import SluiceNumerics

/// Weighs members by how well their forecasts have correlated with the returns that followed.
///
/// Each cycle at which forecasts come due gives every member a correlation, over all instruments and the last `history`
/// such cycles of a horizon. The weight is the mean of the last `recent` correlations, none below 0, scaled to sum 1;
/// see `AdaptiveWeighting`. A member whose forecasts came due in fewer than `start` cycles has no correlation yet, and
/// before any member has one, or when none is above 0, the weights are equal. Returns are of the mark, between fresh
/// bars. A forecast is judged when its horizon is over, never before.
final class AdaptiveBlender: WeighingBlender {
    static let manifest = Manifest(
        "adaptive",
        "Weighs members by how well they have correlated with the returns that followed.",
        source: """
            weight = max(0, mean of the last recent correlations of forecast and return), scaled to sum 1, equal when \
            none is above 0. The ancestor's rule with the clamp it lacked (performance weighting; Bates and Granger 1969).
            """
    )

    struct Settings: PluginSettings {
        @Setting(in: 1...10_000, help: "Correlations that a member's mean is taken over.")
        var recent = 10
        @Setting(in: 2...10_000, help: "Cycles of forecasts that came due that a correlation is taken over.")
        var history = 100
        @Setting(in: 1...10_000, help: "Cycles of forecasts that came due before a member is judged.")
        var start = 5

        func check(_ issues: inout [Diagnostic]) {
            if start > history {
                issues.append($start.conflict("must not exceed 'history', which is \(history)"))
            }
        }
    }

    private let start: Int
    private let average: MemberAverage
    var appliedWeights: AppliedWeights? { average.applied }
    private var realised: RealisedCorrelation
    private var weighting: AdaptiveWeighting
    /// By member: the newest correlations, and the weights.
    private let columns: ColumnSet

    static func ports(_ settings: Settings) -> Ports { .blenderWithMarket }

    static func check(_ settings: Settings, in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        Outcomes.check(in: plan, &issues)
    }

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        start = settings.start
        average = try MemberAverage(axes)
        realised = try RealisedCorrelation(axes, history: settings.history)
        weighting = try AdaptiveWeighting(
            groups: max(axes.horizons.count, 1), members: max(axes.members.count, 1), recent: settings.recent)
        columns = ColumnSet(columns: 2, rows: axes.members.count)
    }

    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, into alphas: AlphaFrame
    ) throws {
        try blend(cycle, forecasts, weights, nil, into: alphas)
    }

    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, _ market: MarketFrame?,
        into alphas: AlphaFrame
    ) throws {
        guard forecasts.members > 0, forecasts.instruments > 0 else { return alphas.values.fill(.nan) }
        try average.learn(weights)
        realised.begin(cycle, market)
        let (correlation, weight) = (columns[0], columns[1])
        for horizon in 0..<forecasts.horizons {
            if realised.settle(forecasts, horizon: horizon) {
                realised.write(horizon: horizon, start: start, into: correlation)
                for member in 0..<forecasts.members {
                    weighting.push(correlation[member], group: horizon, member: member)
                }
            }
            let target = UnsafeMutableBufferPointer(weight)
            var cells = target.mutableSpan
            weighting.weigh(group: horizon, into: &cells)
            average.write(forecasts, horizon: horizon, weights: weight, into: alphas)
        }
    }

    func remember(into memory: inout MemoryWriter) {
        realised.remember(into: &memory)
        memory.write(weighting.state)
    }

    func recall(from memory: inout MemoryReader) throws {
        try realised.recall(from: &memory)
        guard weighting.restore(try memory.doubles()) else {
            throw MemoryMismatch("the history of correlations is of another form")
        }
    }
}

extension Ports {
    /// What a blender takes that looks at the market.
    static let blenderWithMarket = Ports(
        needs: [Need(.forecasts, joins: true), Need(.market), Need(.weights, isOptional: true)],
        gives: .alphas)
}
