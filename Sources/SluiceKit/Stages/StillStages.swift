// Most cycles of a history trade nothing. Those in which the market brings no fill, and of which every stage behind the
// decisions says beforehand that it would leave everything as it is, are over: nobody is asked for targets or orders.
// A stage that says no where it might have said yes costs time; one that says yes where an order would have come
// loses that order, so that a stage says yes only when it is sure. No order is open in such cycles; what has traded before
// the first of them is nothing that these stages look at.

/// A sizer that can tell beforehand that cycles would leave every holding as it is.
public protocol StillSizer: Sizer {
    /// How many cycles from the first one on leave everything as it is: every target would be less than `tolerance` units
    /// from what is held, or would leave the holding as it is, and nothing that the sizer remembers would change.
    func stillCycles(_ held: HeldCycles, _ decisions: DecisionFrame, within tolerance: Double) -> Int
}

/// A risk check that can tell beforehand that it would let targets that are what is held pass without a word.
public protocol StillRiskCheck: RiskCheck {
    /// In how many cycles from the first one on it would, for targets that trade nothing: no standing but the free one, no
    /// limit, no warning.
    func stillCycles(_ held: HeldCycles) -> Int

    /// Still cycles have passed: the check remembers of them what its review would have.
    func passed(_ held: HeldCycles)
}

/// An execution stage of which surely no order comes where nothing is under way and every target is near what is held.
public protocol StillExecution: Execution {
    /// The distance, in units of an instrument, that surely trades nothing; 0 where no distance does.
    ///
    /// The stage remembers nothing of such a cycle.
    var tolerance: Double { get }
}

/// A broker that can tell beforehand that settling brings nothing in cycles in which nothing is sent to it.
public protocol StillBroker: Broker {
    /// In how many cycles from the first one on it would report nothing, and leave the account as it is.
    func stillCycles(_ held: HeldCycles) -> Int

    /// Still cycles have passed, without being settled: the broker remembers of them what settling would have left.
    func passed(_ held: HeldCycles)
}
