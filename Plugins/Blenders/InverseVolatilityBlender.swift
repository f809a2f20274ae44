import SluiceDocument
import SluiceKit
import SluiceNumerics

/// Weighs members by one over how far off their forecasts usually are, or over how large they usually are.
///
/// `of: error` takes the root of the mean square of forecast less return, over all instruments and the last `history`
/// cycles at which forecasts of a horizon came due; `of: forecast` that of the forecasts themselves, which needs no
/// outcomes and gives each member the same say. A member with fewer than `start` such cycles has the mean weight of
/// the others. See `InverseVolatilityWeighting`.
final class InverseVolatilityBlender: WeighingBlender {
    static let manifest = Manifest(
        "inverse_volatility",
        "Weighs members by one over how far off, or how large, their forecasts usually are.",
        source: """
            weight = 1 / root mean square of the member's forecast errors (or forecasts), scaled to sum 1 (naive risk \
            parity; Bates and Granger 1969 without the correlations and with deviations for variances).
            """
    )

    /// Whose volatility decides.
    enum Measure: String, SettingChoice {
        case error
        case forecast
    }

    struct Settings: PluginSettings {
        @Setting(help: "Weighs by the size of the members' errors, or by that of their forecasts.")
        var of = Measure.error
        @Setting(in: 2...10_000, help: "Cycles that the mean square is taken over.")
        var history = 100
        @Setting(in: 1...10_000, help: "Cycles before a member is weighed by its own volatility.")
        var start = 20

        func check(_ issues: inout [Diagnostic]) {
            if start > history {
                issues.append($start.conflict("must not exceed 'history', which is \(history)"))
            }
        }
    }

    private let start: Int
    private let average: MemberAverage
    var appliedWeights: AppliedWeights? { average.applied }
    /// What became of forecasts; nil where their own size decides.
    private var outcomes: Outcomes?
    /// By horizon, then member: the mean squares of cycles.
    private var squares: RollingMoments
    /// By member: volatilities and weights.
    private let columns: ColumnSet

    static func ports(_ settings: Settings) -> Ports {
        settings.of == .error ? .blenderWithMarket : .standard(kind)
    }

    static func check(_ settings: Settings, in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        if settings.of == .error { Outcomes.check(in: plan, &issues) }
    }

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        start = settings.start
        average = try MemberAverage(axes)
        outcomes = settings.of == .error ? try Outcomes(axes) : nil
        squares = try RollingMoments(
            series: max(axes.horizons.count * axes.members.count, 1), window: settings.history)
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
        outcomes?.begin(cycle, market)
        let (volatility, weight) = (columns[0], columns[1])
        for horizon in 0..<forecasts.horizons {
            learn(forecasts, horizon: horizon)
            for member in 0..<forecasts.members {
                let series = horizon * forecasts.members + member
                let isKnown = squares.count(series) >= start
                volatility[member] = isKnown ? max(squares.mean(series), 0).squareRoot() : .nan
            }
            let target = UnsafeMutableBufferPointer(weight)
            var cells = target.mutableSpan
            InverseVolatilityWeighting.weigh(UnsafeBufferPointer(volatility).span, into: &cells)
            average.write(forecasts, horizon: horizon, weights: weight, into: alphas)
        }
    }

    /// Takes the mean squares of a cycle into the past.
    private func learn(_ forecasts: ForecastFrame, horizon: Int) {
        guard outcomes != nil else {
            for member in 0..<forecasts.members {
                let square = meanSquare(forecasts.column(member: member, horizon: horizon), less: nil)
                squares.push(square, series: horizon * forecasts.members + member)
            }
            return
        }
        guard outcomes?.settle(forecasts, horizon: horizon) == true, let due = outcomes?.due else { return }
        for member in 0..<forecasts.members {
            let square = meanSquare(due[member], less: due[forecasts.members])
            squares.push(square, series: horizon * forecasts.members + member)
        }
    }

    private func meanSquare(_ values: Column, less other: Column?) -> Double {
        var (sum, count) = (0.0, 0.0)
        for index in 0..<values.count {
            let difference = values[index] - (other?[index] ?? 0)
            let square = difference * difference
            let isPresent = square <= 1e140
            sum += isPresent ? square : 0
            count += isPresent ? 1 : 0
        }
        return count > 0 ? sum / count : .nan
    }

    func remember(into memory: inout MemoryWriter) {
        outcomes?.remember(into: &memory)
        memory.write(squares.state)
    }

    func recall(from memory: inout MemoryReader) throws {
        try outcomes?.recall(from: &memory)
        guard squares.restore(try memory.doubles()) else {
            throw MemoryMismatch("the history of mean squares is of another form")
        }
    }
}
