import SluiceKit
import SluiceMarket

/// Where a risk check finds its targets.
enum RiskInput {
    /// What one sizer wants of the whole account.
    case targets(TargetFrame)
    /// What several sizers want, each of its share of the account.
    case sleeves([(targets: TargetFrame, share: Double)], sum: TargetFrame)
    /// What an earlier risk check approved.
    case approved(ApprovedTargetFrame)

    /// Brings the targets into a frame as approved.
    func load(into approved: ApprovedTargetFrame) {
        switch self {
        case .targets(let targets): approved.approve(targets)
        case .approved(let earlier): if earlier !== approved { approved.copy(earlier) }
        case .sleeves(let sleeves, let sum):
            sum.clear()
            sum.weight.fill(0)
            for sleeve in sleeves {
                for index in 0..<sum.count {
                    sum.weight[index] += sleeve.targets.weight[index] * sleeve.share
                    let cause = sleeve.targets.causes[index]
                    if !cause.reason.isNone { sum.causes[index] = cause }
                }
            }
            approved.approve(sum)
        }
    }
}

final class RiskStep: Step {
    private let check: any RiskCheck
    private let input: RiskInput
    let market: MarketFrame
    let output: ApprovedTargetFrame

    init(
        _ place: StepPlace,
        _ check: any RiskCheck,
        _ input: RiskInput,
        _ market: MarketFrame,
        _ output: ApprovedTargetFrame
    ) {
        (self.check, self.input, self.market, self.output) = (check, input, market, output)
        super.init(place, check)
    }

    override func run(_ cycle: Cycle) throws {
        input.load(into: output)
        output.writer = number
        try check.review(cycle, output, market)
    }

    /// A person frees what the check has latched.
    func resume() { check.resume() }
    override var digest: UInt64 { output.digest }
}

final class ExecutionStep: Step {
    private let execution: any Execution
    private let timed: (any TimedExecution)?
    let approved: ApprovedTargetFrame
    let market: MarketFrame
    let sheet: OrderSheet

    init(
        _ place: StepPlace,
        _ execution: any Execution,
        _ approved: ApprovedTargetFrame,
        _ market: MarketFrame,
        _ sheet: OrderSheet
    ) {
        (self.execution, self.approved, self.market, self.sheet) = (execution, approved, market, sheet)
        timed = execution as? any TimedExecution
        super.init(place, execution)
    }

    override func run(_ cycle: Cycle) throws {
        sheet.clear()
        try execution.plan(cycle, approved, market, into: sheet)
    }

    /// Whether the stage may act between cycles.
    var isTimed: Bool { timed != nil }

    /// When the stage wants to act between cycles; nil for a stage that never does.
    var nextAct: Timestamp? { timed?.nextAct }

    /// Lets the stage act between two cycles, on the targets that were last approved.
    func act(_ cycle: Cycle) throws {
        sheet.clear()
        try timed?.act(cycle, market, into: sheet)
    }

    override var digest: UInt64 {
        var digest = Digest()
        for request in sheet.requests {
            digest.add(UInt64(request.instrument))
            digest.add(UInt64(truncatingIfNeeded: request.quantity.units))
            digest.add(request.side == .buy ? 1 : 2)
        }
        for cancel in sheet.cancels { digest.add(cancel.number) }
        return digest.value
    }
}

final class LearnerStep: Step {
    private let learner: any Learner
    private let decisions: DecisionFrame
    private let market: MarketFrame
    private let forecasts: JoinedForecasts?
    private let output: WeightFrame

    init(
        _ place: StepPlace,
        _ learner: any Learner,
        _ decisions: DecisionFrame,
        _ market: MarketFrame,
        _ forecasts: JoinedForecasts?,
        _ output: WeightFrame
    ) {
        (self.learner, self.decisions, self.market) = (learner, decisions, market)
        (self.forecasts, self.output) = (forecasts, output)
        super.init(place, learner)
    }

    func learn(_ cycle: Cycle, _ fills: [Fill]) throws {
        let evidence = LearnerEvidence(
            fills: fills, decisions: decisions, market: market, forecasts: forecasts?.gathered())
        try learner.learn(cycle, evidence, into: output)
    }

    override var digest: UInt64 {
        var digest = Digest()
        digest.add(output.values)
        return digest.value
    }

    /// Weights are read a cycle after they were learned.
    override var keptForm: UInt64? {
        var digest = Digest()
        for choice in output.choices { digest.add(choice.description) }
        return digest.value
    }

    override func keep(into memory: inout MemoryWriter) {
        for index in 0..<output.values.count { memory.write(output.values[index]) }
    }

    override func takeBack(from memory: inout MemoryReader) throws {
        for index in 0..<output.values.count { output.values[index] = try memory.double() }
    }
}
