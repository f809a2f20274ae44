import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Stops new risk while what the targets wanted does not come true.
///
/// Each bar the weights that were wanted before it are held against its returns, over all instruments. The information
/// coefficient is their correlation, the edge the return of the wanted book for each unit of gross, in basis points a
/// bar; both fade over `window` bars. Below `min_ic`, or below `min_edge`, for `patience` bars the pipeline is in
/// quarantine, in which nothing is added; at both limits or above for as many bars it comes out. Before `min_samples`
/// weights with their return nothing is known and nothing is limited. It has to stand first among the risk checks, to
/// see what was wanted.
///
/// Worked number: weights of 10%, 20%, 30% and 40% before returns of 1%, 3%, 2% and 4% have a coefficient of 0.8 and an
/// edge of 290 bps.
final class ModelHealthRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "model_health",
        "Stops new risk while what the targets wanted does not come true.",
        source: "correlation of weight and return (Grinold and Kahn, chapter 6); sum w r / sum |w|.",
        reasons: CheckReasons.screening + [
            CheckReasons.skillLost, CheckReasons.skillNear, CheckReasons.skillImminent,
            CheckReasons.edgeLost,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: -1...1, help: "Information coefficient below which a bar is bad.")
        var minIc = 0.01

        @Setting(in: -1_000...1_000, help: "Edge of a bar, for each unit of gross, below which it is bad.")
        var minEdge: BasisPoints = 0

        @Setting(in: 1...10_000, help: "Bars in a row that it takes to go into quarantine, and to come out.")
        var patience = 3

        @Setting(in: 1...1_000_000, help: "Bars over which the past fades.")
        var window = 600

        @Setting(in: 2...1_000_000, help: "Weights with their return that there must be.")
        var minSamples = 50

        @Setting(
            help: "What a quarantine does: reduce_only or halt stop entries, flatten closes everything.")
        var onBreach = BreachAction.reduceOnly
    }

    private var skill: ForecastSkill
    private var edge: ExponentialAverage
    private var quarantine: Quarantine
    private let limits: (skill: Double, edge: Double)
    private let action: BreachAction
    private let watch: LimitWatch
    private let columns: ColumnSet

    init(settings: Settings, context: StageContext) throws {
        skill = try ForecastSkill(members: 1, span: settings.window, minimum: settings.minSamples)
        edge = try ExponentialAverage(series: 1, span: Double(settings.window))
        // A bar is good or bad; the quarantine only counts them.
        quarantine = try Quarantine(members: 1, threshold: 0.5, release: 0.5, patience: settings.patience)
        limits = (settings.minIc, settings.minEdge.value)
        action = settings.onBreach
        watch = try LimitWatch(
            settings.shared, near: CheckReasons.skillNear,
            imminent: CheckReasons.skillImminent)
        columns = ColumnSet(columns: 2, rows: context.axes.instruments.count)
    }

    /// The close that the next return is measured from, and the weight that was wanted then.
    private var closes: Column { columns[0] }
    private var wanted: Column { columns[1] }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        learn(market)
        for index in 0..<wanted.count where market.isFresh(index) && market.close[index] > 0 {
            let target = targets.weight[index]
            wanted[index] = target.isNaN ? cycle.portfolio.heldWeight(index) : target
            closes[index] = market.close[index]
        }
        let (coefficient, gain) = (skill.coefficient(member: 0), edge.average(0))
        if quarantine.isLocked(0) {
            let isSkill = !(coefficient >= limits.skill)
            targets.restrict(
                action.standing, isSkill ? CheckReasons.skillLost : CheckReasons.edgeLost,
                observed: isSkill ? coefficient : gain, limit: isSkill ? limits.skill : limits.edge)
        } else if limits.skill > 0 {
            watch.look(coefficient, floor: limits.skill, targets)
        }
        _ = ChangeReview(targets: targets, portfolio: cycle.portfolio).begin()
    }

    /// Holds what was wanted against the bar that has come.
    private func learn(_ market: MarketFrame) {
        var (gain, gross) = (0.0, 0.0)
        for index in 0..<wanted.count where market.isFresh(index) {
            let outcome = market.close[index] / closes[index] - 1
            guard outcome.isFinite, wanted[index].isFinite else { continue }
            skill.add(forecast: wanted[index], outcome: outcome, member: 0)
            gain += wanted[index] * outcome
            gross += wanted[index].magnitude
        }
        guard skill.endCycle(member: 0) else { return }
        if gross > 0 { edge.push(gain / gross * 10_000, series: 0) }
        let coefficient = skill.coefficient(member: 0)
        guard !coefficient.isNaN else { return }
        let isGood = coefficient >= limits.skill && !(edge.average(0) < limits.edge)
        quarantine.push(isGood ? 1 : 0, member: 0)
    }

    func resume() { _ = quarantine.restore(fresh) }

    /// A quarantine that has seen nothing.
    private var fresh: [Double] {
        (try? Quarantine(
            members: 1, threshold: quarantine.threshold, release: quarantine.release,
            patience: quarantine.patience))?.state ?? []
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(columns)
        memory.write(skill.state)
        memory.write(edge.state)
        memory.write(quarantine.state)
    }

    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: columns)
        guard skill.restore(try memory.doubles()), edge.restore(try memory.doubles()),
            quarantine.restore(try memory.doubles())
        else { throw MemoryMismatch("the skill is of another form") }
    }
}
