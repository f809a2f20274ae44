import SluiceKit

/// A barrier predictor whose probabilities are sound, or are not.
final class FaultyBarrier: BarrierPredictor {
    struct Settings: PluginSettings {
        @Setting(in: 0...2, help: "What is added to a probability of one half.")
        var excess = 0.25
    }

    static let manifest = Manifest("faulty_barrier", "Expects a turn half of the time.")
    private let probability: Double

    init(settings: Settings, context: StageContext) { probability = 0.5 + settings.excess }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into probabilities: ProbabilityFrame) {
        for horizon in 0..<probabilities.horizons {
            probabilities.peak(horizon: horizon).fill(probability)
            probabilities.valley(horizon: horizon).fill(probability)
        }
    }
}

/// A calibrator of probabilities that leaves them as they are, or adds to them.
final class FaultyProbabilities: ProbabilityCalibrator {
    struct Settings: PluginSettings {
        @Setting(in: 0...2, help: "What is added to each probability.")
        var excess = 0.0
        @Setting(help: "Whether scores are taken.")
        var scores = false
    }

    static let manifest = Manifest("faulty_probabilities", "Passes probabilities on.")
    private let excess: Double

    init(settings: Settings, context: StageContext) { excess = settings.excess }

    static func ports(_ settings: Settings) -> Ports {
        Ports(needs: [.init(settings.scores ? .scores : .probabilities)], gives: .probabilities)
    }

    func calibrate(_ cycle: Cycle, _ evidence: ProbabilityEvidence, into calibrated: ProbabilityFrame) {
        for column in 0..<calibrated.values.columns {
            let (to, half) = (calibrated.values[column], column % calibrated.horizons)
            let from = evidence.probabilities?.values[column] ?? evidence.scores?.values[half]
            for index in 0..<to.count {
                to[index] = max(0, min(from?[index] ?? .nan, 1)) + excess
            }
        }
    }
}

/// A calibrator that multiplies, by an infinite factor when asked to.
final class FaultyCalibrator: Calibrator {
    struct Settings: PluginSettings {
        @Setting(help: "Whether the factor is infinite.")
        var infinite = false
    }

    static let manifest = Manifest("faulty", "Doubles each forecast.")
    private let factor: Double

    init(settings: Settings, context: StageContext) { factor = settings.infinite ? .infinity : 2 }

    func calibrate(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ market: MarketFrame, into calibrated: ForecastFrame
    ) {
        for index in forecasts.values.storage.indices {
            calibrated.values.storage[index] = factor * forecasts.values.storage[index]
        }
    }
}

/// A blender that takes the first member, or what no member said.
final class FaultyBlender: Blender {
    struct Settings: PluginSettings {
        @Setting(help: "Whether an absent forecast becomes an infinite alpha.")
        var infinite = false
    }

    static let manifest = Manifest("faulty", "Takes the first member's forecast.")
    private let absent: Double

    init(settings: Settings, context: StageContext) { absent = settings.infinite ? .infinity : .nan }

    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, into alphas: AlphaFrame
    ) {
        for horizon in 0..<alphas.horizons {
            let (from, to) = (forecasts.column(member: 0, horizon: horizon), alphas.column(horizon: horizon))
            for index in 0..<from.count { to[index] = from[index].isNaN ? absent : from[index] }
        }
    }
}
