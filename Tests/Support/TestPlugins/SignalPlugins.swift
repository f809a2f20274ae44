import SluiceDocument
import SluiceKit
import SluiceMarket

// Plugins that do nothing: the planner asks them what they take, give and declare, and never builds them.

final class TapeData: DataSource {
    static let manifest = Manifest("tape", "Brings bars.")
    struct Settings: PluginSettings {
        @Setting(help: "Where the bars are.") var path = PipelinePath("bars.csv")
        @Setting(in: .seconds(1)...(.days(1)), help: "The length of a bar.") var interval: Span?
    }
    init(settings: Settings, context: StageContext) {}
    func nextBar() -> Timestamp? { nil }
    func advance(to now: Timestamp, into market: MarketFrame) {}
}

final class TrendPredictor: Predictor {
    static let manifest = Manifest("trend", "Expects the trend to go on.")
    struct Settings: PluginSettings {
        @Setting(help: "What is forecast.") var horizons: [Horizon] = [.session]
        @Setting(in: 2...100, help: "The fast average.") var fast = 12
        @Setting(in: 2...200, help: "The slow average.") var slow = 26
        @Setting(in: 0...10, help: "What a sign is worth.") var scale = 1.0
        func check(_ issues: inout [Diagnostic]) {
            if fast >= slow { issues.append($fast.conflict("must be below 'slow'")) }
        }
    }
    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }
    init(settings: Settings, context: StageContext) {}
    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {}
}

final class RankPredictor: Predictor {
    static let manifest = Manifest("rank", "Gives scores.")
    static func ports(_ settings: NoSettings) -> Ports { Ports(needs: [.init(.market)], gives: .scores) }
    init(settings: NoSettings, context: StageContext) {}
    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {}
}

final class TurnPredictor: BarrierPredictor {
    static let manifest = Manifest("turn", "Expects turning points.")
    struct Settings: PluginSettings {
        @Setting(in: 2...100, help: "How far back it looks.") var window = 20
    }
    init(settings: Settings, context: StageContext) {}
    func predict(_ cycle: Cycle, _ market: MarketFrame, into probabilities: ProbabilityFrame) {}
}

final class ScaleCalibrator: Calibrator {
    static let manifest = Manifest("scale", "Gives a common scale.")
    enum Output: String, SettingChoice {
        case basisPoints = "return"
        case score
    }
    struct Settings: PluginSettings {
        @Setting(help: "What is given.") var output = Output.basisPoints
    }
    static func ports(_ settings: Settings) -> Ports {
        Ports(
            needs: Ports.standard(.calibrator).needs,
            gives: settings.output == .score ? .scores : .forecasts
        )
    }
    init(settings: Settings, context: StageContext) {}
    func calibrate(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ market: MarketFrame, into calibrated: ForecastFrame
    ) {}
}

final class MeanBlender: Blender {
    static let manifest = Manifest("mean", "Joins forecasts.")
    init(settings: NoSettings, context: StageContext) {}
    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, into alphas: AlphaFrame
    ) {}
}

final class BestArbiter: Arbiter {
    static let manifest = Manifest("best", "Chooses.")
    init(settings: NoSettings, context: StageContext) {}
    func decide(
        _ cycle: Cycle, _ alphas: AlphaFrame, _ market: MarketFrame, _ weights: WeightFrame?,
        into decisions: DecisionFrame
    ) {}
}

final class WidthGate: Gate {
    static let manifest = Manifest("width", "Blocks wide quotes.")
    struct Settings: PluginSettings {
        @Setting(in: 0...1_000, help: "The widest spread.") var maxSpread: BasisPoints = 12
        @Setting(in: .zero...(.days(1)), help: "The oldest quote.") var maxQuoteAge: Span = .milliseconds(200)
        @Setting(help: "Left alone.") var except: [String] = []
    }
    init(settings: Settings, context: StageContext) {}
    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {}
}

final class TurnGate: Gate {
    static let manifest = Manifest("turns", "Blocks before a turn.")
    static func ports(_ settings: NoSettings) -> Ports {
        Ports(needs: [.init(.decisions), .init(.market), .init(.probabilities)], gives: .decisions)
    }
    init(settings: NoSettings, context: StageContext) {}
    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {}
}
