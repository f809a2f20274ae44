extension OrderState {
    /// The state after an event; nil where the event cannot follow, which is for the journal and changes nothing.
    ///
    /// A trade is a fact and never nil: it makes an order partially filled or filled, leaves one that is being
    /// cancelled or replaced in that state, and one that is finished as it was unless nothing is left of it.
    /// The venue's word that it has an order changes nothing where that is known already.
    public func next(_ event: OrderEvent) -> OrderState? {
        switch event {
        case .traded(let isComplete): afterTrade(isComplete: isComplete)
        case .intended: self == .new ? .intended : nil
        case .sent: self == .intended ? .sent : nil
        case .accepted: afterAcceptance
        case .rejected: canBeRejected ? .rejected : nil
        case .cancelled: isFinished ? nil : .cancelled
        case .expired: isFinished ? nil : .expired
        case .cancelRequested: afterCancelRequest
        case .cancelRefused(let hasTraded): self == .cancelPending ? Self.working(hasTraded) : nil
        case .replaceRequested: canBeReplaced ? .replacePending : nil
        case .replaceRefused(let hasTraded): self == .replacePending ? Self.working(hasTraded) : nil
        case .replaced: self == .replacePending ? .replaced : nil
        case .becameUnknown: isAtVenue || self == .intended ? .unknown : nil
        case .lost: self == .unknown ? .lost : nil
        }
    }

    private func afterTrade(isComplete: Bool) -> OrderState {
        if isComplete { return .filled }
        return switch self {
        case .cancelPending, .replacePending, .filled, .cancelled, .replaced, .rejected, .expired: self
        case .new, .intended, .sent, .accepted, .partiallyFilled, .unknown, .lost: .partiallyFilled
        }
    }

    private var afterAcceptance: OrderState? {
        switch self {
        case .sent, .unknown, .lost: .accepted
        case .accepted, .partiallyFilled, .cancelPending, .replacePending: self
        default: nil
        }
    }

    private var afterCancelRequest: OrderState? {
        switch self {
        case .sent, .accepted, .partiallyFilled, .replacePending, .cancelPending: .cancelPending
        // It may not be there to cancel, so that its fate stays unknown.
        case .unknown: .unknown
        default: nil
        }
    }

    private var canBeRejected: Bool {
        switch self {
        case .new, .intended, .sent, .accepted, .cancelPending, .replacePending, .unknown, .lost: true
        default: false
        }
    }

    private var canBeReplaced: Bool {
        switch self {
        case .sent, .accepted, .partiallyFilled: true
        default: false
        }
    }

    private static func working(_ hasTraded: Bool) -> OrderState { hasTraded ? .partiallyFilled : .accepted }
}
