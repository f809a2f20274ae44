/// Compares what we think we hold with what a venue says.
///
/// A holding differs when it is further apart than the tolerance, cash likewise. Worked number: 28 here and 28.02
/// there differ with a tolerance of 0.01, and so do 10,000 and 9,998.41 of cash with a tolerance of 1.
public struct PositionReconciliation: Hashable, Sendable {
    /// What a difference leads to.
    public enum Mode: String, Sendable, CaseIterable {
        /// Nothing trades before a person has looked.
        case strict
        /// It is reported, and trading goes on.
        case warn
        /// What the venue says is taken.
        case adopt
    }

    /// What is different.
    public enum Kind: String, Sendable {
        /// The venue holds something that we do not.
        case missingLocal = "missing_local"
        /// We hold something that the venue does not.
        case missingBroker = "missing_broker"
        /// Both hold it, and not as much.
        case quantityMismatch = "quantity_mismatch"
    }

    /// A difference in one instrument.
    public struct Difference: Hashable, Sendable {
        /// The instrument's name.
        public let instrument: String
        /// What is different.
        public let kind: Kind
        /// What we hold, signed.
        public let local: Amount
        /// What the venue holds, signed.
        public let venue: Amount
    }

    /// The differences, by name.
    public let differences: [Difference]
    /// What the venue has more of cash; nil within the tolerance.
    public let cashDifference: Amount?
    /// What we hold from here on, by name; nothing is held in zero of it.
    public let holdings: [String: Amount]
    /// The cash from here on.
    public let cash: Amount
    /// Whether trading may go on.
    public let isPassed: Bool

    /// Compares complete answers; one that is incomplete must not come here.
    /// - Throws: When a difference is too large to tell.
    public init(
        local: [String: Amount], localCash: Amount, venue: [String: Amount], venueCash: Amount, mode: Mode,
        quantityTolerance: Amount, cashTolerance: Amount
    ) throws(AmountOverflow) {
        var found: [Difference] = []
        var held = local
        for name in Set(local.keys).union(venue.keys).sorted() {
            let (ours, theirs) = (local[name] ?? .zero, venue[name] ?? .zero)
            guard try theirs.subtracting(ours).magnitude > quantityTolerance else { continue }
            let kind: Kind = ours.isZero ? .missingLocal : theirs.isZero ? .missingBroker : .quantityMismatch
            found.append(Difference(instrument: name, kind: kind, local: ours, venue: theirs))
            if mode == .adopt { held[name] = theirs.isZero ? nil : theirs }
        }
        let apart = try venueCash.subtracting(localCash)
        let differs = apart.magnitude > cashTolerance
        (differences, holdings) = (found, held)
        cashDifference = differs ? apart : nil
        cash = differs && mode == .adopt ? venueCash : localCash
        isPassed = mode != .strict || found.isEmpty && !differs
    }
}
