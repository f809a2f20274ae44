import SluiceKit

/// Drives a predictor of returns or scores.
final class PredictorDriver: StageDriver {
    private let stage: any Predictor
    private let world: ContractWorld
    private let forecasts: ForecastFrame

    init(_ stage: any Predictor, _ world: ContractWorld) {
        (self.stage, self.world) = (stage, world)
        forecasts = ForecastFrame(
            instruments: world.instruments, horizons: world.horizons,
            members: max(1, world.conditions.outline.members.count))
    }

    var speaks: Bool { forecasts.values.speaks }

    func prepare(_ number: Int) { forecasts.values.fill(world.conditions.residue) }

    func run(_ cycle: Cycle) throws { try stage.predict(cycle, world.market, into: forecasts) }

    func describe(into digest: inout Digest) { digest.add(forecasts.values) }

    func faults(_ number: Int) -> [String] {
        forecasts.values.hasInfinity ? ["forecasts an infinite number"] : []
    }
}

/// Drives a predictor of turning points.
final class BarrierDriver: StageDriver {
    private let stage: any BarrierPredictor
    private let world: ContractWorld
    private let probabilities: ProbabilityFrame

    init(_ stage: any BarrierPredictor, _ world: ContractWorld) {
        (self.stage, self.world) = (stage, world)
        probabilities = ProbabilityFrame(instruments: world.instruments, horizons: world.horizons)
    }

    var speaks: Bool { probabilities.values.speaks }

    func prepare(_ number: Int) { probabilities.values.fill(world.conditions.residue) }

    func run(_ cycle: Cycle) throws { try stage.predict(cycle, world.market, into: probabilities) }

    func describe(into digest: inout Digest) { digest.add(probabilities.values) }

    func faults(_ number: Int) -> [String] { probabilities.improper }
}

/// Drives a calibrator of forecasts, or of scores when it takes nothing else.
final class CalibratorDriver: StageDriver {
    private let stage: any Calibrator
    private let world: ContractWorld
    private let scale: Double
    private let forecasts: ForecastFrame
    private let calibrated: ForecastFrame

    init(_ stage: any Calibrator, _ ports: Ports, _ world: ContractWorld) {
        (self.stage, self.world) = (stage, world)
        scale = ports.needs.contains { $0.types.contains(.forecasts) } ? 20 : 1
        forecasts = ForecastFrame(instruments: world.instruments, horizons: world.horizons, members: 2)
        calibrated = ForecastFrame(instruments: world.instruments, horizons: world.horizons, members: 2)
    }

    var speaks: Bool { calibrated.values.speaks }

    func prepare(_ number: Int) {
        world.fill(forecasts.values, number, "forecasts", scale: scale)
        calibrated.values.fill(world.conditions.residue)
    }

    func run(_ cycle: Cycle) throws {
        try stage.calibrate(cycle, forecasts, world.market, into: calibrated)
    }

    func describe(into digest: inout Digest) { digest.add(calibrated.values) }

    func faults(_ number: Int) -> [String] {
        calibrated.values.hasInfinity ? ["gives an infinite number"] : []
    }
}

/// Drives a blender of two members, without a learner.
final class BlenderDriver: StageDriver {
    private let stage: any Blender
    private let world: ContractWorld
    /// Whether the stage's ports ask for the market.
    private let takesMarket: Bool
    private let forecasts: ForecastFrame
    private let alphas: AlphaFrame

    init(_ stage: any Blender, _ ports: Ports, _ world: ContractWorld) {
        (self.stage, self.world) = (stage, world)
        takesMarket = ports.needs.contains { $0.types.contains(.market) }
        forecasts = ForecastFrame(instruments: world.instruments, horizons: world.horizons, members: 2)
        alphas = AlphaFrame(instruments: world.instruments, horizons: world.horizons)
    }

    var speaks: Bool { alphas.values.speaks }

    func prepare(_ number: Int) {
        world.fill(forecasts.values, number, "forecasts", scale: 20)
        alphas.values.fill(world.conditions.residue)
    }

    func run(_ cycle: Cycle) throws {
        try stage.blend(cycle, forecasts, nil, takesMarket ? world.market : nil, into: alphas)
    }

    func describe(into digest: inout Digest) { digest.add(alphas.values) }

    func faults(_ number: Int) -> [String] { alphas.values.hasInfinity ? ["gives an infinite alpha"] : [] }
}
