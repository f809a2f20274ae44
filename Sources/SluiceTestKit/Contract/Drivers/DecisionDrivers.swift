import SluiceKit

/// Drives an arbiter, without a learner.
final class ArbiterDriver: StageDriver {
    private let stage: any Arbiter
    private let reasons: [Reason]
    private let world: ContractWorld
    private let alphas: AlphaFrame
    private let decisions: DecisionFrame

    init(_ stage: any Arbiter, _ reasons: [Reason], _ world: ContractWorld) {
        (self.stage, self.reasons, self.world) = (stage, reasons, world)
        alphas = AlphaFrame(instruments: world.instruments, horizons: world.horizons)
        decisions = DecisionFrame(count: world.instruments)
        decisions.writer = ContractWorld.writer
    }

    var speaks: Bool { (0..<world.instruments).contains { decisions.isOpen($0) } }

    func prepare(_ number: Int) {
        world.fill(alphas.values, number, "alphas", scale: 60)
        decisions.clear()
        // What the arbiter clears itself it finds as no arbiter leaves it.
        guard stage.clearsDecisions else { return }
        decisions.values.fill(Self.stale)
        for index in 0..<world.instruments {
            decisions.causes[index] = Cause(Self.staleReason, stage: ContractWorld.writer)
        }
    }

    /// A number that no arbiter writes, and a reason that no arbiter gives.
    private static let stale = -987_654_321.123
    private static let staleReason = Reason("left_from_before")

    func run(_ cycle: Cycle) throws {
        try stage.decide(cycle, alphas, world.market, nil, into: decisions)
    }

    func describe(into digest: inout Digest) { decisions.describe(into: &digest) }

    func faults(_ number: Int) -> [String] {
        let stale = world.instruments > 0 && decisions.values.storage.contains(Self.stale)
        return decisions.faults(horizons: world.horizons)
            + decisions.causes.faults(world.instruments, reasons)
            + (stale ? ["leaves a number of a decision as it was, and says that it clears them"] : [])
    }
}

/// Drives a gate with the evidence its ports ask for.
final class GateDriver: StageDriver {
    private let stage: any Gate
    private let reasons: [Reason]
    private let world: ContractWorld
    private let decisions: DecisionFrame
    private let before: DecisionFrame
    private let evidence: GateEvidence

    init(_ stage: any Gate, _ ports: Ports, _ reasons: [Reason], _ world: ContractWorld) {
        (self.stage, self.reasons, self.world) = (stage, reasons, world)
        decisions = DecisionFrame(count: world.instruments)
        before = DecisionFrame(count: world.instruments)
        let asked = Set(ports.needs.flatMap(\.types))
        let (instruments, horizons) = (world.instruments, world.horizons)
        evidence = GateEvidence(
            probabilities: asked.contains(.probabilities)
                ? ProbabilityFrame(instruments: instruments, horizons: horizons) : nil,
            forecasts: asked.contains(.forecasts) || asked.contains(.scores)
                ? ForecastFrame(instruments: instruments, horizons: horizons, members: 2) : nil
        )
    }

    var speaks: Bool { world.instruments > 0 }

    func prepare(_ number: Int) {
        world.decide(decisions, number)
        before.copy(decisions)
        if let forecasts = evidence.forecasts { world.fill(forecasts.values, number, "forecasts", scale: 20) }
        guard let values = evidence.probabilities?.values else { return }
        var dice = world.dice(number, "probabilities")
        for index in values.numbers.indices {
            let chance = dice.uniform()
            values.storage[index] = world.conditions.number(&dice, scale: 1).isFinite ? chance : .nan
        }
    }

    func run(_ cycle: Cycle) throws { try stage.filter(cycle, decisions, world.market, evidence) }

    func describe(into digest: inout Digest) { decisions.describe(into: &digest) }

    func faults(_ number: Int) -> [String] {
        var faults = decisions.causes.faults(world.instruments, reasons)
        for index in 0..<world.instruments {
            let (scale, side) = (decisions.scale[index], decisions.side[index])
            if !(scale >= 0 && scale <= before.scale[index]) {
                faults.append("gives a scale that is not between 0 and the one before")
            }
            if side != 0 && side != before.side[index] { faults.append("changes the side of a decision") }
            if before.isExit(index) && !decisions.isExit(index) { faults.append("takes an exit back") }
            if decisions.isExit(index) && decisions.causes[index].reason.isNone {
                faults.append("closes a holding without a reason")
            }
            let isStopped = before.isOpen(index) && !(decisions.isOpen(index) && scale == before.scale[index])
            if isStopped && decisions.causes[index].reason.isNone {
                faults.append("stops or scales down a decision without a reason")
            }
        }
        return faults
    }
}

extension DecisionFrame {
    fileprivate func describe(into digest: inout Digest) {
        digest.add(self.digest)
        causes.describe(count, into: &digest)
    }

    /// What is not sane in fresh decisions.
    fileprivate func faults(horizons: Int) -> [String] {
        var faults: [String] = []
        for index in 0..<count {
            let isSide = side[index] == 0 || side[index] == 1 || side[index] == -1
            if !isSide { faults.append("gives a side that is not 1, 0 or -1") }
            if !(scale[index] >= 0 && scale[index] <= 1) { faults.append("gives a scale outside 0 to 1") }
            if exit[index] != 0 && (exit[index] != 1 || side[index] != 0) {
                faults.append("gives an exit that is not 0 or 1, or stands beside a side")
            }
            guard isOpen(index) else { continue }
            if Int(exactly: horizon[index]).map({ $0 >= 0 && $0 < horizons }) != true {
                faults.append("decides for a horizon that the pipeline does not have")
            }
            if !alpha[index].isFinite || !net[index].isFinite {
                faults.append("decides on an alpha or net that is not finite")
            }
        }
        return faults
    }
}
