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
    private var plan: WeightPlan
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
        for index in concerned where sides[index] > 0 || sides[index] < 0 {
            let size = units.map { Self.weight(of: $0, index, cycle.portfolio) } ?? weight
            weights[index] = sides[index] > 0 ? size : -size
        }
        limitEntries(decisions, cycle.portfolio, targets)
        plan.apply(to: concerned, targets, decisions, cycle.portfolio)
    }

    func stillCycles(_ held: HeldCycles, _ decisions: DecisionFrame, within tolerance: Double) -> Int {
        guard maxPositions >= held.instruments, held.portfolio.currencies.isSingle else { return 0 }
        let (quantities, most) = (held.portfolio.quantity, plan.freeGross)
        let (sides, scales, exits) = (decisions.side, decisions.scale, decisions.exit)
        var place = held.place(0, 0)
        for cycle in 0..<held.count {
            let equity = held.equity(cycle)
            guard equity.isPositiveFinite else { return cycle }
            // The value of all that is wished for, without signs.
            var gross = 0.0
            for index in 0..<held.instruments {
                let (quantity, mark) = (quantities[index], held.mark(at: place))
                if sides[place] != 0 {
                    let size = units ?? weight * equity / mark
                    let distance = sides[place] > 0 ? quantity - size : quantity + size
                    guard distance.magnitude < tolerance, mark.isPositiveFinite, scales[place] == 1,
                        exits[place] != 1
                    else { return cycle }
                    gross += size * mark
                } else if quantity != 0 {
                    guard keeps(quantity * mark / equity, place, decisions) else { return cycle }
                    gross += (quantity * mark).magnitude
                }
                place &+= 1
            }
            guard gross < most * equity else { return cycle }
        }
        return held.count
    }

    /// Whether a holding of a weight stays as it is without a decision.
    private func keeps(_ weight: Double, _ place: Int, _ decisions: DecisionFrame) -> Bool {
        weight.isFinite && !decisions.isExit(place) && plan.keepsUndecided(place, decisions, held: weight)
    }

    /// The least weight of which `weight x equity / mark` is no less than some units; NaN where there is none.
    static func weight(of units: Double, _ index: Int, _ portfolio: Portfolio) -> Double {
        let (equity, mark) = (portfolio.equity, portfolio.mark[index])
        guard equity > 0, mark > 0, equity < .infinity, mark < .infinity else { return .nan }
        var weight = units * mark / equity
        // Rounded down to whole lots, a unit would be lost to the last bit of a quotient.
        for _ in 0..<4 where weight * equity / mark < units { weight = weight.nextUp }
        return weight
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
