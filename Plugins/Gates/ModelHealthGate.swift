import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Blocks decisions while too many of the members forecast badly.
///
/// Each member's forecast at `horizon` is held against the return that came: close to close over that many bars. The
/// information coefficient over all instruments, fading over `window` cycles, is `ForecastSkill`. Below `min_ic` for
/// `patience` cycles a member is quarantined, at `release_ic` or above for as many it is let out; see `Quarantine`. A
/// decision needs `min_healthy` of the members that forecast its instrument to be out of quarantine. Members that do
/// not forecast at the horizon have no say. In the warm-up a member counts as `warm_up` says.
final class ModelHealthGate: Gate {
    static let unknown = Reason("health_unknown", unit: .number)
    static let unhealthy = Reason("models_unhealthy", unit: .percent)

    static let manifest = Manifest(
        "model_health",
        "Blocks decisions while too many of the members forecast badly.",
        source: "Information coefficient: correlation of forecast and return (Grinold and Kahn, chapter 6).",
        reasons: [unknown, unhealthy]
    )

    /// How a member counts whose skill is not known yet.
    enum WarmUp: String, SettingChoice {
        case block
        case pass
    }

    struct Settings: PluginSettings {
        @Setting(
            help: "The horizon that members are judged at; the shortest of the pipeline unless set.")
        var horizon: Horizon?
        @Setting(in: -1...1, help: "Information coefficient below which a member goes into quarantine.")
        var minIc = 0.01
        @Setting(in: -1...1, help: "Information coefficient from which on a member comes out again.")
        var releaseIc = 0.02
        @Setting(in: 1...10_000, help: "Cycles in a row that it takes.")
        var patience = 3
        @Setting(in: 1...1_000_000, help: "Cycles over which the past fades.")
        var window = 600
        @Setting(in: 2...1_000_000, help: "Forecasts with their return that a member must have had.")
        var minSamples = 50
        @Setting(in: 0...100, help: "Part of an instrument's members that must be out of quarantine.")
        var minHealthy: Percent = 50
        @Setting(help: "Blocks while a member's skill is not known, or takes it for healthy.")
        var warmUp = WarmUp.block

        func check(_ issues: inout [Diagnostic]) {
            if releaseIc < minIc { issues.append($releaseIc.conflict("is below 'min_ic'")) }
        }
    }

    static func ports(_ settings: Settings) -> Ports {
        Ports(
            needs: [.init(.decisions), .init(.market), .init(.forecasts, .scores, joins: true)],
            gives: .decisions)
    }

    static func check(_ settings: Settings, in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        guard let horizon = settings.horizon else { return }
        if !plan.horizons.contains(horizon) {
            issues.append(settings.$horizon.conflict("is no horizon of the pipeline"))
        }
    }

    private let horizon: Int
    private let past: ForecastPast
    private var skill: ForecastSkill
    private var quarantine: Quarantine
    private let minHealthy: Double
    private let isPatient: Bool

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        let members = axes.members.count
        horizon = settings.horizon.flatMap(axes.index(of:)) ?? 0
        let minutes = axes.horizonMinutes.isEmpty ? axes.barMinutes : axes.horizonMinutes[horizon]
        past = try ForecastPast(
            bars: max(1, Int((minutes / axes.barMinutes).rounded())), members: members,
            instruments: axes.instruments.count)
        skill = try ForecastSkill(
            members: members, span: settings.window, minimum: settings.minSamples)
        quarantine = try Quarantine(
            members: members, threshold: settings.minIc, release: settings.releaseIc,
            patience: settings.patience)
        minHealthy = settings.minHealthy.value
        isPatient = settings.warmUp == .pass
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        guard let forecasts = evidence.forecasts, horizon < forecasts.horizons else {
            for index in 0..<decisions.count { decisions.block(index, Self.unknown, observed: 0) }
            return
        }
        learn(forecasts, market)
        for index in 0..<decisions.count where decisions.isOpen(index) {
            judge(index, decisions, forecasts)
        }
    }

    private func learn(_ forecasts: ForecastFrame, _ market: MarketFrame) {
        let members = min(forecasts.members, skill.members)
        for index in 0..<market.count {
            let outcome = past.outcome(index, market)
            guard outcome.isFinite else { continue }
            for member in 0..<members {
                skill.add(forecast: past.forecast(index, member: member), outcome: outcome, member: member)
            }
        }
        for member in 0..<members where skill.endCycle(member: member) {
            quarantine.push(skill.coefficient(member: member), member: member)
        }
        past.push(forecasts, horizon: horizon, market)
    }

    private func judge(_ index: Int, _ decisions: DecisionFrame, _ forecasts: ForecastFrame) {
        var (judged, healthy, unknown) = (0, 0, 0)
        for member in 0..<min(forecasts.members, skill.members)
        where forecasts.column(member: member, horizon: horizon)[index].isFinite {
            judged += 1
            if skill.count(member: member) < skill.minimum { unknown += 1 }
            let isKnown = isPatient || skill.count(member: member) >= skill.minimum
            healthy += isKnown && !quarantine.isLocked(member) ? 1 : 0
        }
        let share = judged == 0 ? 0 : Double(healthy) / Double(judged) * 100
        if judged == 0 || !isPatient && unknown > 0 && fallsShort(share, of: minHealthy) {
            decisions.block(index, Self.unknown, observed: Double(judged - unknown))
        } else if fallsShort(share, of: minHealthy) {
            decisions.block(index, Self.unhealthy, observed: share, limit: minHealthy)
        }
    }

    func remember(into memory: inout MemoryWriter) {
        past.remember(into: &memory)
        memory.write(skill.state)
        memory.write(quarantine.state)
    }

    func recall(from memory: inout MemoryReader) throws {
        try past.recall(from: &memory)
        guard skill.restore(try memory.doubles()), quarantine.restore(try memory.doubles()) else {
            throw MemoryMismatch("the memory is of other members")
        }
    }
}
