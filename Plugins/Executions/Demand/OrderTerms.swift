import SluiceDocument
import SluiceKit
import SluiceMarket

/// How long the orders of a stage stand.
enum OrderLife: String, SettingChoice {
    /// To the end of the session.
    case day
    /// Until traded or cancelled.
    case gtc
    /// What does not trade at once is cancelled.
    case ioc
    /// All of it at once, or nothing.
    case fok
    /// For a length of time.
    case gtd
}

/// What the orders of a stage have in common.
struct OrderTerms {
    private let life: OrderLife
    private let goodFor: Span
    private let isPostOnly: Bool

    init(_ life: OrderLife = .gtc, goodFor: Span? = nil, isPostOnly: Bool = false) {
        (self.life, self.goodFor, self.isPostOnly) = (life, goodFor ?? .zero, isPostOnly)
    }

    /// An order of these terms that is asked for at a moment.
    func request(
        _ index: Int, _ side: Side, _ quantity: Amount, _ pricing: OrderPricing, at now: Timestamp
    ) -> OrderRequest {
        let timeInForce: TimeInForce =
            switch life {
            case .day: .day
            case .gtc: .goodTilCancelled
            case .ioc: .immediateOrCancel
            case .fok: .fillOrKill
            case .gtd: .goodTil(now + goodFor)
            }
        return OrderRequest(
            instrument: index, side: side, quantity: quantity, pricing: pricing, timeInForce: timeInForce,
            isPostOnly: isPostOnly)
    }
}

extension OrderTerms {
    /// What contradicts itself in the settings that say how long an order stands.
    static func conflicts(_ life: OrderLife, _ origin: SettingOrigin, goodFor: Span?) -> [Diagnostic] {
        guard (life == .gtd) != (goodFor != nil) else { return [] }
        return [
            origin.conflict(
                life == .gtd ? "of gtd needs 'good_for'" : "of \(life.rawValue) has no 'good_for'")
        ]
    }
}
