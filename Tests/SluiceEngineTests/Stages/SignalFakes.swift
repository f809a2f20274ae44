import SluiceKit
import SluiceMarket

/// Expects the same for every instrument and horizon.
final class ConstantPredictor: Predictor {
    static let manifest = Manifest("constant", "Expects the same for all.")

    struct Settings: PluginSettings {
        @Setting(in: -1_000...1_000, help: "What it expects.") var expects: BasisPoints = 20
        @Setting(help: "Horizons.") var horizons: [Horizon] = [.session]
        @Setting(in: 0...10_000, help: "Cycle that fails; 0 for none.") var failAt = 0
        @Setting(in: 0...10_000, help: "Cycle that takes 60 ms; 0 for none.") var slowAt = 0
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }

    private let expects: Double
    private let failAt: Int
    private let slowAt: Int

    init(settings: Settings, context: StageContext) {
        (expects, failAt, slowAt) = (settings.expects.value, settings.failAt, settings.slowAt)
    }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) throws {
        if cycle.number == failAt { throw TestFailure() }
        let begin = ContinuousClock.now
        while cycle.number == slowAt, begin.duration(to: .now) < .milliseconds(60) {}
        forecasts.values.fill(expects)
    }
}

/// Adds the members up, each times its place in the list, so that their order shows.
final class OrderBlender: Blender {
    static let manifest = Manifest("order", "Adds members times their place.")

    private let members: [String]
    init(settings: NoSettings, context: StageContext) { members = context.axes.members }

    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, into alphas: AlphaFrame
    ) throws {
        guard members.count == forecasts.members else { throw TestFailure() }
        for horizon in 0..<alphas.horizons {
            for index in 0..<alphas.instruments {
                var sum = 0.0
                for member in 0..<forecasts.members {
                    sum += Double(member + 1) * forecasts.column(member: member, horizon: horizon)[index]
                }
                alphas.column(horizon: horizon)[index] = sum
            }
        }
    }
}

/// Decides by the sign of the first horizon's alpha, in turn long and short when asked to.
final class SignArbiter: Arbiter {
    static let manifest = Manifest("sign", "Decides by the sign.")

    struct Settings: PluginSettings {
        @Setting(in: 0...10_000, help: "Cycles after which the side turns; 0 for never.") var turnEvery = 0
        @Setting(in: 0...10_000, help: "Cycle that fails; 0 for none.") var failAt = 0
        @Setting(help: "Whether it clears the decisions itself.") var clears = false
    }

    private let turnEvery: Int
    private let failAt: Int
    let clearsDecisions: Bool
    init(settings: Settings, context: StageContext) {
        (turnEvery, failAt, clearsDecisions) = (settings.turnEvery, settings.failAt, settings.clears)
    }

    func decide(
        _ cycle: Cycle, _ alphas: AlphaFrame, _ market: MarketFrame, _ weights: WeightFrame?,
        into decisions: DecisionFrame
    ) throws {
        if cycle.number == failAt { throw TestFailure() }
        let turned = turnEvery > 0 && cycle.number / turnEvery % 2 == 1
        for index in 0..<decisions.count {
            if clearsDecisions { decisions.clear(index) }
            let alpha = alphas.column(horizon: 0)[index] * (turned ? -1 : 1)
            guard alpha.isFinite, market.isFresh(index) else { continue }
            decisions.horizon[index] = 0
            decisions.alpha[index] = alpha
            decisions.side[index] = alpha > 0 ? 1 : -1
        }
    }
}

/// Blocks the instruments it is told to.
final class ListGate: Gate {
    static let listed = Reason("listed")
    static let manifest = Manifest("list", "Blocks what is listed.", reasons: [listed])

    struct Settings: PluginSettings {
        @Setting(in: 0...100, help: "Number of the first instrument that passes.") var from = 0
        @Setting(in: 0...10_000, help: "Cycle that fails; 0 for none.") var failAt = 0
    }

    private let first: Int
    private let failAt: Int
    init(settings: Settings, context: StageContext) { (first, failAt) = (settings.from, settings.failAt) }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) throws {
        if cycle.number == failAt { throw TestFailure() }
        for index in 0..<min(first, decisions.count) { decisions.block(index, Self.listed) }
    }
}
