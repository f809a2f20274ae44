import SluiceKit
import SluiceMarket

/// The stages behind the decisions of a plan, where all of them can tell that cycles leave everything as it is.
///
/// One sizer with the whole account, risk checks, one execution, all of one market.
final class StillTail {
    private let sizer: any StillSizer
    private let checks: LentRow<any StillRiskCheck>
    /// What the sizer reads.
    let decisions: DecisionFrame
    let market: MarketFrame
    private let tolerance: Double
    private let present: PresentCycle
    /// The cycle in progress.
    private let held: HeldCycles

    /// Nil where a stage cannot tell, or there are several branches.
    init?(_ steps: [Step], _ portfolio: Portfolio) {
        var (sizers, checks): ([SizerStep], [any StillRiskCheck]) = ([], [])
        var execution: (any StillExecution)?
        for step in steps {
            switch step {
            case let step as SizerStep: sizers.append(step)
            case let step as RiskStep:
                guard let check = step.stage as? any StillRiskCheck, step.market === sizers.first?.market
                else {
                    return nil
                }
                checks.append(check)
            case let step as ExecutionStep:
                guard execution == nil, let stage = step.stage as? any StillExecution else { return nil }
                execution = stage
            default: return nil
            }
        }
        guard sizers.count == 1, sizers[0].sleeve == nil, let sizer = sizers[0].stage as? any StillSizer,
            let execution, execution.tolerance > 0
        else { return nil }
        (self.sizer, self.checks, tolerance) = (sizer, LentRow(checks), execution.tolerance)
        (decisions, market) = (sizers[0].decisions, sizers[0].market)
        present = PresentCycle(portfolio, market)
        held = present.held
    }

    /// Whether the cycle in progress leaves everything as it is; every stage has then taken what it remembers of it.
    func passes(_ cycle: Cycle) -> Bool {
        present.look(cycle)
        shorten(held, decisions)
        guard held.count == 1 else { return false }
        passed(held)
        return true
    }

    /// Leaves of some cycles those at the beginning that leave everything as it is, by decisions in a frame of them.
    func shorten(_ held: HeldCycles, _ decisions: DecisionFrame) {
        held.shorten(to: sizer.stillCycles(held, decisions, within: tolerance))
        checks.lendEach { if held.count > 0 { held.shorten(to: $0.stillCycles(held)) } }
    }

    /// Lets every stage take what it remembers of still cycles.
    func passed(_ held: HeldCycles) {
        checks.lendEach { $0.passed(held) }
    }
}
