import SluiceKit

/// Drives a sizer.
final class SizerDriver: StageDriver {
    private let stage: any Sizer
    private let reasons: [Reason]
    private let world: ContractWorld
    private let decisions: DecisionFrame
    private let targets: TargetFrame

    init(_ stage: any Sizer, _ reasons: [Reason], _ world: ContractWorld) {
        (self.stage, self.reasons, self.world) = (stage, reasons, world)
        decisions = DecisionFrame(count: world.instruments)
        targets = TargetFrame(count: world.instruments)
        targets.writer = ContractWorld.writer
    }

    var speaks: Bool { (0..<world.instruments).contains { !targets.weight[$0].isNaN } }

    func prepare(_ number: Int) {
        world.decide(decisions, number)
        targets.clear()
    }

    func run(_ cycle: Cycle) throws { try stage.size(cycle, decisions, world.market, into: targets) }

    func describe(into digest: inout Digest) {
        digest.add(targets.digest)
        targets.causes.describe(targets.count, into: &digest)
    }

    func faults(_ number: Int) -> [String] {
        targets.weight.infinityFaults + targets.causes.faults(world.instruments, reasons)
    }
}

/// Drives a risk check.
final class RiskDriver: StageDriver {
    private let stage: any RiskCheck
    private let reasons: [Reason]
    private let world: ContractWorld
    private let targets: TargetFrame
    private let approved: ApprovedTargetFrame

    init(_ stage: any RiskCheck, _ reasons: [Reason], _ world: ContractWorld) {
        (self.stage, self.reasons, self.world) = (stage, reasons, world)
        targets = TargetFrame(count: world.instruments)
        approved = ApprovedTargetFrame(count: world.instruments)
        approved.writer = ContractWorld.writer
    }

    var speaks: Bool { world.instruments > 0 }

    func prepare(_ number: Int) {
        world.want(targets, number)
        approved.approve(targets)
    }

    func run(_ cycle: Cycle) throws { try stage.review(cycle, approved, world.market) }

    func describe(into digest: inout Digest) {
        digest.add(approved.digest)
        approved.causes.describe(approved.count, into: &digest)
        for cause in [approved.standingCause] + approved.warnings {
            digest.add(cause.reason.name)
            digest.add(cause.observed.bitPattern)
        }
    }

    func faults(_ number: Int) -> [String] {
        var faults = approved.weight.infinityFaults + approved.causes.faults(world.instruments, reasons)
        faults += ([approved.standingCause] + approved.warnings).compactMap { undeclared($0, reasons) }
        for index in 0..<world.instruments {
            let isChanged = approved.weight[index].bitPattern != targets.weight[index].bitPattern
            if isChanged && approved.causes[index].reason.isNone {
                faults.append("changes a target without a reason")
            }
        }
        return faults
    }
}

extension Column {
    /// Says that a weight is infinite.
    fileprivate var infinityFaults: [String] {
        (0..<count).contains { self[$0].isInfinite } ? ["gives an infinite weight"] : []
    }
}
