import SluiceKit
import SluiceMarket

/// The last question before an order is sent: what the venue says that it would do to the account.
struct WhatIfCheck {
    static let refused = Reason("what_if_refused")
    static let margin = Reason("what_if_margin", unit: .number)
    static let unanswered = Reason("what_if_unanswered")

    private let broker: any Broker

    init(_ broker: any Broker) { self.broker = broker }

    /// Why the venue's answer keeps the order back; nil when it does not.
    ///
    /// What the venue would refuse is not sent, nor what it does not answer. Margin beyond what is available keeps back all
    /// but what only reduces a holding.
    /// - Throws: What the broker throws, which is a veto.
    func cause(of order: CheckedOrder) throws -> Cause? {
        guard order.isKnown else { return nil }
        guard let answer = try broker.whatIf(order.request, order.market) else {
            return Cause(Self.unanswered)
        }
        if let refusal = answer.refusal { return Cause(refusal.isNone ? Self.refused : refusal) }
        guard let margin = answer.margin, let available = answer.available, !order.isReducing,
            margin > available
        else { return nil }
        return Cause(Self.margin, observed: margin.doubleValue, limit: available.doubleValue)
    }
}
