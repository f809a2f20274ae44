import SluiceKit

/// Calls stages of one kind with made-up input, and looks at their output.
protocol StageDriver: AnyObject {
    /// Makes the input of a cycle that the world has entered.
    func prepare(_ number: Int)
    /// Calls the stage, and does nothing else.
    func run(_ cycle: Cycle) throws
    /// Adds the output to a digest.
    func describe(into digest: inout Digest)
    /// Whether the output says anything.
    var speaks: Bool { get }
    /// What is not sane in the output.
    func faults(_ number: Int) throws -> [String]
    /// Takes over what the engine would keep for a stage that is built anew.
    func adopt(_ other: any StageDriver)
}

extension StageDriver {
    func adopt(_ other: any StageDriver) {}
}

/// The driver for a stage.
func makeDriver(
    _ stage: any Stage, _ subject: ContractSubject, _ world: ContractWorld
) throws -> any StageDriver {
    let reasons = subject.entry.manifest.reasons
    switch stage {
    case let stage as any DataSource: return DataDriver(stage, world)
    case let stage as any BarrierPredictor where subject.decoded.ports.gives == .probabilities:
        return BarrierDriver(stage, world)
    case let stage as any Predictor: return PredictorDriver(stage, world)
    case let stage as any Calibrator: return CalibratorDriver(stage, subject.decoded.ports, world)
    case let stage as any ProbabilityCalibrator:
        return ProbabilityDriver(stage, subject.decoded.ports, world)
    case let stage as any Blender: return BlenderDriver(stage, subject.decoded.ports, world)
    case let stage as any Arbiter: return ArbiterDriver(stage, reasons, world)
    case let stage as any Gate: return GateDriver(stage, subject.decoded.ports, reasons, world)
    case let stage as any Sizer: return SizerDriver(stage, reasons, world)
    case let stage as any RiskCheck: return RiskDriver(stage, reasons, world)
    case let stage as any Execution: return ExecutionDriver(stage, world)
    case let stage as any Broker: return BrokerDriver(stage, reasons, world)
    case let stage as any Learner: return LearnerDriver(stage, subject.decoded.ports, world)
    default: throw ContractBreach("it is a \(subject.entry.kind.rawValue) but implements no such protocol")
    }
}

extension ColumnSet {
    /// The numbers without what a set of no columns or rows still allocates.
    var numbers: UnsafeMutableBufferPointer<Double>.SubSequence { storage.prefix(columns * rows) }

    /// Whether any number is there.
    var speaks: Bool { numbers.contains { !$0.isNaN } }

    /// Whether any number is infinite.
    var hasInfinity: Bool { numbers.contains { $0.isInfinite } }
}

extension CauseColumn {
    /// Adds the causes of some instruments to a digest.
    func describe(_ count: Int, into digest: inout Digest) {
        for index in 0..<count {
            digest.add(self[index].reason.name)
            digest.add(self[index].observed.bitPattern)
            digest.add(self[index].limit.bitPattern)
        }
    }

    /// The reasons that a stage gave although its manifest does not list them.
    func faults(_ count: Int, _ reasons: [Reason]) -> [String] {
        (0..<count).compactMap { undeclared(self[$0], reasons) }
    }
}

/// Says that a cause's reason is not listed; nil when it is, or when another stage gave it.
func undeclared(_ cause: Cause, _ reasons: [Reason]) -> String? {
    let isOwn = cause.stage == ContractWorld.writer && !cause.reason.isNone
    guard isOwn, !reasons.contains(cause.reason) else { return nil }
    return "gives the reason '\(cause.reason.name)', which its manifest does not list"
}
