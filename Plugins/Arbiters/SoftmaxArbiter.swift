import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Joins all horizons by what they are worth for their risk, and decides for the heaviest.
///
/// weight = softmax over horizons of beta x edge / (volatility x sqrt(minutes / 5) + 1e-8), where the edge is the size of
/// the signed net edge sign(alpha) x max(|alpha| - cost, 0), so that a fall weighs as a rise does; long only it is
/// alpha - cost. net = sum of weight x net edge; see `HorizonSoftmax`. It trades when |net| over sqrt(minutes / 5), or
/// |net| itself, reaches base_threshold + reserve_spread_multiple x spread, and never against its own horizon. With
/// `horizon: common` all instruments are decided for the horizon that is heaviest on average.
final class SoftmaxArbiter: Arbiter {
    static let manifest = Manifest(
        "softmax",
        "Joins all horizons by a softmax of what they are worth for their risk.",
        source: "weight = softmax(beta x net edge / (volatility x sqrt(minutes / 5) + 1e-8)).",
        reasons: BlendedHorizons.reasons
    )

    typealias Settings = SettingsPair<SoftmaxSettings, ArbiterSettings>

    private let horizons: BlendedHorizons
    private let softmax: HorizonSoftmax
    private let isCommon: Bool
    private let roots: Column
    /// By horizon: the weights' sums over all instruments.
    private let sums: Column
    private let storage: ColumnSet
    /// The joined net edge and the own heaviest horizon, by instrument; NaN where there is none.
    private let joined: ColumnSet

    init(settings: Settings, context: StageContext) throws {
        horizons = try BlendedHorizons(settings.shared, context.axes)
        softmax = try HorizonSoftmax(beta: settings.beta)
        isCommon = settings.horizon == .common
        storage = ColumnSet(columns: 2, rows: context.axes.horizons.count)
        (roots, sums) = (storage[0], storage[1])
        for (index, length) in horizons.costs.lengths.enumerated() { roots[index] = length.root }
        joined = ColumnSet(columns: 2, rows: context.axes.instruments.count)
    }

    func decide(
        _ cycle: Cycle, _ alphas: AlphaFrame, _ market: MarketFrame, _ weights: WeightFrame?,
        into decisions: DecisionFrame
    ) throws {
        try horizons.learned.update(weights)
        let costs = horizons.costs
        costs.begin(cycle, market)
        sums.fill(0)
        if isCommon {
            for index in 0..<decisions.count {
                weigh(index, alphas, market, cycle.portfolio, into: decisions)
            }
        }
        let common = isCommon ? heaviest(sums) : nil
        for index in 0..<decisions.count {
            guard let terms = weigh(index, alphas, market, cycle.portfolio, into: decisions) else { continue }
            let (net, own) = (joined[0][index], joined[1][index])
            var horizon = Int(own)
            if let common, alphas.column(horizon: common)[index].isFinite { horizon = common }
            horizons.conclude(
                index, horizon: horizon, netBps: net, terms.spreadBps, alphas, into: decisions)
        }
    }

    /// Weighs an instrument's horizons; nil, and held with its reason, where there is nothing to weigh.
    @discardableResult
    private func weigh(
        _ index: Int, _ alphas: AlphaFrame, _ market: MarketFrame, _ portfolio: Portfolio,
        into decisions: DecisionFrame
    ) -> TradingCosts.Terms? {
        let terms = horizons.costs.terms(of: index, market, portfolio, needsRisk: true)
        if let missing = terms.missing {
            decisions.abstain(
                index, missing, alphas, horizons.rule, horizons.costs.lengths,
                noAlpha: BlendedHorizons.noAlpha)
            return nil
        }
        let (nets, edges) = (horizons.nets, horizons.edges)
        guard horizons.lay(index, terms, alphas) else {
            decisions.hold(index, BlendedHorizons.noAlpha)
            return nil
        }
        for horizon in 0..<edges.count {
            let factor = horizons.learned.factor(horizon: horizon)
            edges[horizon] *= edges[horizon] > 0 || factor.isNaN ? factor : 1
        }
        let known = softmax.weigh(
            UnsafeMutableBufferPointer(start: edges.base, count: edges.count),
            roots: UnsafeBufferPointer(start: roots.base, count: roots.count),
            volatility: terms.fiveMinuteBps)
        guard known, let own = heaviest(edges) else {
            decisions.hold(index, BlendedHorizons.noAlpha)
            return nil
        }
        var net = 0.0
        for horizon in 0..<edges.count {
            sums[horizon] += edges[horizon]
            if edges[horizon] > 0 { net += edges[horizon] * nets[horizon] }
        }
        joined[0][index] = net
        joined[1][index] = Double(own)
        return terms
    }

    private func heaviest(_ weights: Column) -> Int? {
        HorizonSoftmax.heaviest(UnsafeBufferPointer(start: weights.base, count: weights.count))
    }

    func remember(into memory: inout MemoryWriter) { horizons.costs.remember(into: &memory) }

    func recall(from memory: inout MemoryReader) throws { try horizons.costs.recall(from: &memory) }
}
