import SluiceKit
import SluiceMarket

/// The stages behind the decisions of a plan, where all of them can tell that cycles leave everything as it is.
///
/// One sizer with the whole account, risk checks, one execution, all of one market.
final class StillTail {
    private let sizer: any StillSizer
    private let checks: [any StillRiskCheck]
    /// What the sizer reads.
    let decisions: DecisionFrame
    let market: MarketFrame
    private let tolerance: Double

    /// Nil where a stage cannot tell, or there are several branches.
    init?(_ steps: [Step]) {
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
        (self.sizer, self.checks, tolerance) = (sizer, checks, execution.tolerance)
        (decisions, market) = (sizers[0].decisions, sizers[0].market)
    }

    /// Leaves of some cycles those at the beginning that leave everything as it is, by decisions in a frame of them.
    func shorten(_ held: HeldCycles, _ decisions: DecisionFrame) {
        held.shorten(to: sizer.stillCycles(held, decisions, within: tolerance))
        for check in checks where held.count > 0 { held.shorten(to: check.stillCycles(held)) }
    }

    /// Lets every stage take what it remembers of still cycles.
    func passed(_ held: HeldCycles) {
        for check in checks { check.passed(held) }
    }
}
