import SluiceKit

/// Kinds of events as bits: asking whether one is among them hashes nothing.
struct EventSet: OptionSet, Sendable {
    let rawValue: UInt32
}

extension EventSet {
    init(_ kinds: Set<EventKind>) { self = kinds.reduce(into: []) { $0.insert(EventSet($1)) } }

    init(_ kind: EventKind) {
        let place: UInt32 =
            switch kind {
            case .runStarted: 0
            case .runStopped: 1
            case .cycleSkipped: 2
            case .stageFailed: 3
            case .decisionBlocked: 4
            case .targetLimited: 5
            case .riskWarning: 6
            case .killSwitch: 7
            case .orderRefused: 8
            case .orderRejected: 9
            case .orderUnknown: 10
            case .orderFilled: 11
            case .orderCancelled: 12
            case .orderIrregular: 13
            case .orderLost: 14
            case .orderResolved: 15
            case .reconcileFailed: 16
            case .journalFailed: 17
            case .tradingFreed: 18
            }
        rawValue = 1 << place
    }

    func contains(_ kind: EventKind) -> Bool { !isDisjoint(with: EventSet(kind)) }
}
