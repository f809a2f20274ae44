import SluiceKit

/// The stages behind the decisions of a plan, where all of them can tell that a cycle leaves everything as it is.
///
/// One sizer with the whole account, risk checks, one execution.
struct StillTail {
    private let sizer: any StillSizer
    private let checks: [(check: any StillRiskCheck, market: MarketFrame)]
    private let decisions: DecisionFrame
    private let market: MarketFrame
    private let tolerance: Double

    /// Nil where a stage cannot tell, or there are several branches.
    init?(_ steps: [Step]) {
        var (sizers, checks): ([SizerStep], [(check: any StillRiskCheck, market: MarketFrame)]) = ([], [])
        var execution: (any StillExecution)?
        for step in steps {
            switch step {
            case let step as SizerStep: sizers.append(step)
            case let step as RiskStep:
                guard let check = step.stage as? any StillRiskCheck else { return nil }
                checks.append((check, step.market))
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

    /// Whether a cycle leaves everything as it is; if so, every stage has taken what it remembers of it.
    func passes(_ cycle: Cycle) -> Bool {
        guard sizer.isStill(cycle, decisions, market, within: tolerance) else { return false }
        for (check, market) in checks where !check.isStill(cycle, market) { return false }
        for (check, market) in checks { check.passed(cycle, market) }
        return true
    }
}

extension Engine {
    /// Whether the cycle in progress, whose decisions are there, leaves everything as it is.
    ///
    /// Only where nobody reads targets: they then keep what they last were.
    func isStill(_ cycle: Cycle) -> Bool {
        guard let stillTail, endsStillCycles, isSimulatedClock, journal == nil, warmUp == nil, !isRehearsal,
            portfolio.openOrders.isEmpty, portfolio.recentFills.isEmpty, portfolio.recentlyFinished.isEmpty,
            standing == .open, learners.isEmpty
        else { return false }
        return stillTail.passes(cycle)
    }
}
