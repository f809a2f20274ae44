import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Gives every decision the same weight or the same number of units, long or short.
///
/// With `units` the weight is units x mark / equity, of which execution makes these units again, neither one more nor one
/// less. Worked number: 10 units at 100 of an equity of 100,000 are 1%. Without a mark or an equity above zero a holding
/// stays as it is.
///
/// With `max_positions` only so many instruments are held at a time: what is held keeps its place, and the best
/// scores among the new ones get the places that are free.
final class FixedSizer: StillSizer {
    static let tooMany = Reason("too_many_positions", unit: .number)

    static let manifest = Manifest(
        "fixed",
        "Gives every decision the same weight or number of units, long or short.",
        reasons: [tooMany] + WeightPlan.reasons
    )

    struct Own: PluginSettings {
        @Setting(in: 0.1...100, help: "Weight of each position.")
        var weight: Percent = 5

        @Setting(
            in: Amount.leastPositive...Amount(1_000_000),
            help: "Units of each position, such as shares, instead of a weight.")
        var units: Amount?

        @Setting(in: 1...10_000, help: "Most instruments held at a time; the best scores come first.")
        var maxPositions: Int?

        @Setting(
            in: 0.1...1_000, help: "Largest sum of the weights, long and short; above it all shrink alike.")
        var grossTarget: Percent = 100

        func check(_ issues: inout [Diagnostic]) {
            if units != nil, $weight.span != nil {
                issues.append($units.conflict("stands instead of 'weight'; only one of them is set"))
            }
        }
    }
    typealias Settings = SettingsPair<Own, BookSettings>

    private let weight: Double
    private let units: Double?
    private let maxPositions: Int
    private let plan: WeightPlan
    private var entries: ScoreRanking

    init(settings: Settings, context: StageContext) throws {
        let count = context.axes.instruments.count
        (weight, units) = (settings.weight.fraction, settings.units?.doubleValue)
        maxPositions = settings.maxPositions ?? .max
        plan = try WeightPlan(
            settings.shared, gross: settings.grossTarget.fraction, instruments: context.axes.instruments)
        entries = ScoreRanking(capacity: count)
    }

    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {
        let (sides, weights) = (decisions.side, targets.weight)
        let concerned = plan.concerned(targets, decisions, cycle.portfolio)
        if let units {
            UnitWeights.write(
                targets.count, units: units, equity: cycle.portfolio.equity, sides: sides.base,
                marks: cycle.portfolio.mark.base, into: weights.base)
        } else {
            for index in concerned where sides[index] > 0 || sides[index] < 0 {
                weights[index] = sides[index] > 0 ? weight : -weight
            }
        }
        limitEntries(decisions, cycle.portfolio, targets)
        plan.apply(to: concerned, targets, decisions, cycle.portfolio)
    }

    func stillCycles(_ held: HeldCycles, _ decisions: DecisionFrame, within tolerance: Double) -> Int {
        guard maxPositions >= held.instruments, held.portfolio.currencies.isSingle else { return 0 }
        let (first, size) = (held.place(0, 0), units.map(FixedWishes.Size.units) ?? .weight(weight))
        var wishes = FixedWishes(
            size, plan.undecided.ofWishes,
            FixedWishes.Decisions(
                side: decisions.side.base + first, scale: decisions.scale.base + first,
                exit: decisions.exit.base + first, alpha: decisions.alpha.base + first,
                cost: decisions.cost.base + first, mark: held.marks(from: 0)),
            equities: held.equities(from: 0), held: held.portfolio.quantity.base,
            instruments: held.instruments, tolerance: tolerance, gross: plan.freeGross)
        return wishes.met(held.count)
    }

    private func limitEntries(_ decisions: DecisionFrame, _ portfolio: Portfolio, _ targets: TargetFrame) {
        guard maxPositions < targets.count else { return }
        var held = 0
        entries.clear()
        for index in 0..<targets.count {
            if portfolio.quantity[index] != 0 || portfolio.pending[index] != 0 {
                held += 1
            } else if decisions.isOpen(index) {
                entries.add(index)
            }
        }
        let free = max(maxPositions - held, 0)
        guard entries.count > free else { return }
        entries.sort(by: decisions.score)
        for place in free..<entries.count {
            targets.keep(
                entries[place], Self.tooMany, observed: Double(held + entries.count),
                limit: Double(maxPositions)
            )
        }
    }
}
