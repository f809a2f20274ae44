import SluiceKit

/// Drives a calibrator of probabilities, or of scores where it asks for them.
final class ProbabilityDriver: StageDriver {
    private let stage: any ProbabilityCalibrator
    private let world: ContractWorld
    private let probabilities: ProbabilityFrame?
    private let scores: ForecastFrame?
    private let calibrated: ProbabilityFrame

    init(_ stage: any ProbabilityCalibrator, _ ports: Ports, _ world: ContractWorld) {
        (self.stage, self.world) = (stage, world)
        let types = ports.needs.flatMap(\.types)
        let (instruments, horizons) = (world.instruments, world.horizons)
        probabilities =
            types.contains(.probabilities)
            ? ProbabilityFrame(instruments: instruments, horizons: horizons) : nil
        scores =
            types.contains(.scores)
            ? ForecastFrame(
                instruments: instruments, horizons: horizons, members: ContractWorld.members.count)
            : nil
        calibrated = ProbabilityFrame(instruments: instruments, horizons: horizons)
    }

    var speaks: Bool { calibrated.values.speaks }

    func prepare(_ number: Int) {
        if let scores { world.fill(scores.values, number, "scores", scale: 1) }
        if let probabilities {
            world.fill(probabilities.values, number, "probabilities", scale: 1)
            // What is no probability is absent, except where the world is hostile.
            for index in probabilities.values.storage.indices {
                let number = probabilities.values.storage[index]
                probabilities.values.storage[index] = number.isFinite ? number.magnitude / 4 : number
            }
        }
        calibrated.values.fill(world.conditions.residue)
    }

    func run(_ cycle: Cycle) throws {
        try stage.calibrate(
            cycle, ProbabilityEvidence(probabilities: probabilities, scores: scores), into: calibrated)
    }

    func describe(into digest: inout Digest) { digest.add(calibrated.values) }

    func faults(_ number: Int) -> [String] { calibrated.improper }
}

extension ProbabilityFrame {
    /// The complaint about numbers that are no probabilities; none where all are.
    var improper: [String] {
        values.numbers.contains { $0 < 0 || $0 > 1 } ? ["gives a probability outside 0 to 1"] : []
    }
}
