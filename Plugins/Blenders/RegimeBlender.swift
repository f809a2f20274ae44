import SluiceDocument
import SluiceKit
import SluiceNumerics

/// Weighs members by what kind of signal they are, and whether the instrument trends or ranges.
///
/// Every instrument has a regime of its own, from the average directional index of its bars: trending above
/// `trend_above`, ranging below `range_below`, between them as before, and neutral at the beginning; see
/// `TrendRegimeRule`. A member's weight is base x (1 + (m - 1) x certainty), where m is the weight of its kind in the
/// regime, in a neutral one the mean of both tables. An alpha is absent where nobody with a weight is there.
final class RegimeBlender: Blender {
    static let manifest = Manifest(
        "regime",
        "Weighs members by what kind of signal they are, and whether the instrument trends or ranges.",
        source: """
            Regime from Wilder's ADX with two thresholds (Wilder 1978); weight = base x (1 + (m - 1) x certainty), m the \
            weight of the member's kind in the regime. The third ancestor's combiner.
            """
    )

    typealias Settings = RegimeSettings

    private let rule: TrendRegimeRule
    private var movement: DirectionalMovement
    private let average: MemberAverage
    /// By regime, then member.
    private let table: ColumnSet
    /// By instrument: the regime's number.
    private let regimes: ColumnSet
    /// By member, then instrument.
    private let weights: ColumnSet

    static func ports(_ settings: Settings) -> Ports { .blenderWithMarket }

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        let (members, instruments) = (axes.members, axes.instruments.count)
        try UnknownMember.refuse(
            [("types", settings.types.own.map(\.name)), ("base", settings.base.own.map(\.name))],
            members: members)
        rule = try TrendRegimeRule(trend: settings.trendAbove, range: settings.rangeBelow)
        movement = try DirectionalMovement(series: max(instruments, 1), period: settings.adx)
        average = try MemberAverage(axes)
        table = ColumnSet(columns: TrendRegime.allCases.count, rows: members.count)
        regimes = ColumnSet(columns: 1, rows: max(instruments, 1))
        regimes.fill(Double(TrendRegime.neutral.rawValue))
        weights = ColumnSet(columns: members.count, rows: instruments)
        for regime in TrendRegime.allCases {
            for (member, name) in members.enumerated() {
                let kind = settings.types[name].rawValue
                let multiplier = TrendRegimeRule.weight(
                    in: regime, trending: settings.trending[kind], ranging: settings.ranging[kind])
                table[regime.rawValue][member] = TrendRegimeRule.weight(
                    base: settings.base[name], multiplier: multiplier, certainty: settings.certainty)
            }
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
        try average.learn(weights)
        if let market { look(at: market) }
        for horizon in 0..<forecasts.horizons {
            for member in 0..<forecasts.members {
                let weight = self.weights[member]
                for index in 0..<weight.count { weight[index] = table[Int(regimes[0][index])][member] }
            }
            average.write(forecasts, horizon: horizon, byInstrument: self.weights, into: alphas)
        }
    }

    private func look(at market: MarketFrame) {
        for index in 0..<market.count where market.isFresh(index) {
            let strength = movement.push(
                high: market.high[index], low: market.low[index], close: market.close[index], series: index)
            let regime = TrendRegime(rawValue: Int(regimes[0][index])) ?? .neutral
            regimes[0][index] = Double(rule.next(after: regime, strength: strength).rawValue)
        }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(movement.state)
        memory.write(regimes)
    }

    func recall(from memory: inout MemoryReader) throws {
        guard movement.restore(try memory.doubles()) else {
            throw MemoryMismatch("the directional movement is of another form")
        }
        let numbers = try memory.doubles()
        guard numbers.count == regimes.storage.count,
            numbers.allSatisfy({ number in TrendRegime.allCases.contains { Double($0.rawValue) == number } })
        else { throw MemoryMismatch("the regimes are of another form") }
        _ = regimes.storage.update(fromContentsOf: numbers)
    }
}
