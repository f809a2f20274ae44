public import SluiceMarket

/// What comparing the ledger with the venue came to.
public struct Reconciliation: Hashable, Sendable {
    /// How it ended.
    public enum Verdict: String, Hashable, Sendable {
        /// Both agree, or what differed was taken over.
        case passed
        /// They differ, and the pipeline is to go on.
        case differs
        /// They differ, and nothing is to trade before a person has looked.
        case refused
        /// The listing failed or was incomplete: nothing follows from it.
        case inconclusive
    }

    /// How it ended.
    public var verdict = Verdict.inconclusive
    /// Why nothing follows; nil when something does.
    public var obstacle: String?
    /// Fills that were not booked before.
    public var newFills = 0
    /// Orders that one side did not know to be open.
    public var drift = 0
    /// Orders of someone else; on an account that is shared those that were not there before.
    public var foreign = 0
    /// Holdings of others on an account that is shared, where they are not as they were told before.
    public var foreignHoldings: [ForeignHolding] = []
    /// Holdings that differ.
    public var differences: [PositionReconciliation.Difference] = []
    /// What the venue has more of cash; nil within the tolerance.
    public var cashDifference: Amount?
    /// What the venue has more of cash in other currencies, where that is beyond the tolerance.
    public var foreignCash: [Money] = []

    /// What others hold of an instrument.
    public struct ForeignHolding: Hashable, Sendable {
        /// The instrument's name.
        public let instrument: String
        /// How much, signed.
        public let quantity: Amount
    }

    /// What came of it, in words.
    public var text: String {
        if let obstacle { return "nothing follows: \(obstacle)" }
        var parts = differences.map { "\($0.instrument): \($0.local) here, \($0.venue) there" }
        if let cashDifference { parts.append("cash: \(cashDifference) more there") }
        for cash in foreignCash { parts.append("cash: \(cash) more there") }
        if drift > 0 { parts.append("orders that one side did not know: \(drift)") }
        if foreign > 0 { parts.append("orders of someone else: \(foreign)") }
        for holding in foreignHoldings {
            parts.append("\(holding.instrument): \(holding.quantity) of someone else")
        }
        if newFills > 0 { parts.append("fills that were not known: \(newFills)") }
        return parts.isEmpty ? "\(verdict.rawValue)" : "\(verdict.rawValue): \(parts.joined(separator: ", "))"
    }
}
