// Most cycles of a history trade nothing. One in which the market brings no fill, and of which every stage behind the
// decisions says beforehand that it would leave everything as it is, is over: nobody is asked for targets or orders.
// A stage that says no where it might have said yes costs time; one that says yes where an order would have come
// loses that order, so that a stage says yes only when it is sure.

/// A sizer that can tell beforehand that a cycle would leave every holding as it is.
public protocol StillSizer: Sizer {
    /// Whether every target would be less than `tolerance` units from what is held, or would leave the holding as it is,
    /// and nothing that the sizer remembers would change; no order is open.
    func isStill(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, within tolerance: Double
    ) -> Bool
}

/// A risk check that can tell beforehand that it would let targets that are what is held pass without a word.
public protocol StillRiskCheck: RiskCheck {
    /// Whether it would, for targets that trade nothing: no standing but the free one, no limit, no warning.
    func isStill(_ cycle: Cycle, _ market: MarketFrame) -> Bool

    /// A still cycle has passed: the check remembers of it what its review would have.
    func passed(_ cycle: Cycle, _ market: MarketFrame)
}

/// An execution stage of which surely no order comes where nothing is under way and every target is near what is held.
public protocol StillExecution: Execution {
    /// The distance, in units of an instrument, that surely trades nothing; 0 where no distance does.
    ///
    /// The stage remembers nothing of such a cycle.
    var tolerance: Double { get }
}
