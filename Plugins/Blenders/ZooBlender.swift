import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Weighs a zoo of models by information net of costs, and by how little they repeat each other.
///
/// Unlike `blender.ridge_risk_parity` a member's information has no floor: one whose costs eat it gets nothing, and a
/// coefficient may come from outcomes. See `ZooWeighting`. A member with fewer than `start` cycles of forecasts, or of
/// outcomes where those decide, takes no part; while nobody does, the weights are equal. The newest forecasts are part of
/// the history that weighs them.
///
/// With `tau` an alpha shrinks as the instrument's last bar ages, e^(-age / tau); with `planned` it shrinks where less
/// than that can be traded, min(1, participation x traded value / planned): the two factors of `ForecastConfidence` that
/// differ between instruments.
final class ZooBlender: WeighingBlender {
    static let manifest = Manifest(
        "zoo",
        "Weighs a zoo of models by information net of costs and by how little they repeat each other.",
        source: """
            w = inverse(S + lambda I) x (ic - cost_penalty x cost_share), negative weights 0, scaled to sum 1, equal when \
            none is left, then w^T normalised (w^(1/T) with temperature_form inverse). Mean-variance on a correlation \
            matrix (Hoerl and Kennard 1970; Ledoit and Wolf 2004).
            """
    )

    typealias Settings = ZooSettings

    private let start: Int
    private let temperatures: [Temperature]
    private let average: MemberAverage
    var appliedWeights: AppliedWeights? { average.applied }
    private var weighting: ZooWeighting
    private var past: PooledCorrelation
    private var realised: RealisedCorrelation?
    private let discount: AlphaDiscount?
    private let members: Int
    /// The coefficients that the settings give, the current ones, cost shares, and weights.
    private let given: Column
    private let current: Column
    private let costShares: Column
    private let weight: Column
    private let columns: ColumnSet
    private let matrix: ColumnSet

    static func ports(_ settings: Settings) -> Ports {
        settings.takesMarket ? .blenderWithMarket : .standard(kind)
    }

    static func check(_ settings: Settings, in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        if settings.icFrom == .outcomes { Outcomes.check(in: plan, &issues) }
    }

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        try UnknownMember.refuse(
            [
                ("ic", settings.ic.own.map(\.name)), ("cost_share", settings.costShare.own.map(\.name)),
            ], members: axes.members)
        start = settings.start
        members = axes.members.count
        let form: Temperature.Form = settings.temperatureForm == .inverse ? .inverse : .exponent
        temperatures = try axes.horizons.map { try Temperature(settings.temperature[$0], form: form) }
        average = try MemberAverage(axes)
        weighting = try ZooWeighting(
            lambda: settings.lambda, costPenalty: settings.costPenalty, capacity: max(members, 1))
        past = try PooledCorrelation(
            groups: max(axes.horizons.count, 1), members: max(members, 1),
            instruments: max(axes.instruments.count, 1), window: settings.history)
        realised =
            settings.icFrom == .outcomes ? try RealisedCorrelation(axes, history: settings.history) : nil
        discount = try AlphaDiscount(settings)
        columns = ColumnSet(columns: 4, rows: members)
        (given, current, costShares, weight) = (columns[0], columns[1], columns[2], columns[3])
        matrix = ColumnSet(columns: members, rows: members)
        for (member, name) in axes.members.enumerated() {
            given[member] = settings.ic[name]
            costShares[member] = settings.costShare[name]
        }
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
        guard members > 0, forecasts.instruments > 0 else { return alphas.values.fill(.nan) }
        try average.learn(weights)
        realised?.begin(cycle, market)
        for horizon in 0..<forecasts.horizons {
            for member in 0..<members {
                let column = UnsafeBufferPointer(forecasts.column(member: member, horizon: horizon))
                past.stage(column.span, member: member, group: horizon)
            }
            past.push(group: horizon)
            judge(forecasts, horizon: horizon)
            weigh(horizon: horizon)
            average.write(forecasts, horizon: horizon, weights: weight, into: alphas)
            if let market { discount?.apply(cycle, market, to: alphas.column(horizon: horizon)) }
        }
    }

    /// Finds the members' coefficients; NaN for one that takes no part.
    private func judge(_ forecasts: ForecastFrame, horizon: Int) {
        current.copy(given)
        if realised != nil {
            _ = realised?.settle(forecasts, horizon: horizon)
            realised?.write(horizon: horizon, start: start, into: current)
        }
        for member in 0..<members where past.count(group: horizon, member: member) < start {
            current[member] = .nan
        }
    }

    private func weigh(horizon: Int) {
        var matrix = matrix.cells.mutableSpan
        past.correlations(group: horizon, established: start, into: &matrix)
        let target = UnsafeMutableBufferPointer(weight)
        var cells = target.mutableSpan
        let correlations = self.matrix.cells
        let outcome = weighting.weigh(
            correlation: UnsafeBufferPointer(correlations).span,
            informationCoefficients: UnsafeBufferPointer(current).span,
            costShares: UnsafeBufferPointer(costShares).span, temperature: temperatures[horizon],
            into: &cells)
        var isAny = false
        for member in 0..<members { isAny = isAny || weight[member] > 0 }
        if outcome == .equal, !isAny { weight.fill(1) }
    }

    func remember(into memory: inout MemoryWriter) {
        realised?.remember(into: &memory)
        memory.write(past.state)
    }

    func recall(from memory: inout MemoryReader) throws {
        try realised?.recall(from: &memory)
        guard past.restore(try memory.doubles()) else {
            throw MemoryMismatch("the history of forecasts is of another form")
        }
    }
}

/// Shrinks alphas of instruments whose bars are old, or of which too little can be traded.
struct AlphaDiscount {
    private let rule: ForecastConfidence
    private let countsAge: Bool
    private let planned: Double?

    /// Nil where the settings ask for neither.
    init?(_ settings: ZooSettings) throws {
        guard settings.tau != nil || settings.planned != nil else { return nil }
        rule = try ForecastConfidence(
            tau: settings.tau?.seconds ?? 1, kappa: settings.participation.fraction)
        countsAge = settings.tau != nil
        planned = settings.planned?.amount.doubleValue
    }

    /// Multiplies the alphas of a horizon; one whose bar or traded value is unknown becomes absent.
    func apply(_ cycle: Cycle, _ market: MarketFrame, to alpha: Column) {
        for index in 0..<alpha.count {
            if countsAge {
                let age = cycle.now.since(market.barTime[index]).seconds
                alpha[index] *= market.close[index].isNaN ? .nan : rule.freshness(age: age)
            }
            if let planned {
                alpha[index] *= rule.capacity(
                    tradedValue: market.tradedValue[index], plannedValue: planned)
            }
        }
    }
}
