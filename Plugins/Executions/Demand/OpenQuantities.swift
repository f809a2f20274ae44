import SluiceKit
import SluiceMarket

/// What is under way for each instrument, in exact quantities; its memory is taken once.
final class OpenQuantities {
    /// Signed quantities that have not traded yet.
    private let pending: FixedRow<Amount>
    /// Whether an order's fate is unknown, or the quantities are too large to add.
    private let unknown: FixedRow<Bool>
    private let waiting: FixedRow<Bool>
    /// Whether nothing is under way, unknown or waiting for anyone.
    private(set) var isIdle = true

    init(count: Int) {
        pending = FixedRow(repeating: .zero, count: count)
        unknown = FixedRow(repeating: false, count: count)
        waiting = FixedRow(repeating: false, count: count)
    }

    /// Adds up the open orders, but for exits that wait for a price.
    func load(_ portfolio: Portfolio) {
        if !isIdle {
            for index in pending.indices {
                (pending[index], unknown[index], waiting[index]) = (.zero, false, false)
            }
        }
        isIdle = portfolio.openOrders.isEmpty
        for open in portfolio.openOrders {
            let request = open.order.request
            guard pending.indices.contains(request.instrument), !request.isRestingExit else { continue }
            let signed = request.side == .buy ? open.remaining : open.remaining.negated
            if let sum = try? pending[request.instrument].adding(signed), !open.isUnknown {
                pending[request.instrument] = sum
            } else {
                unknown[request.instrument] = true
            }
        }
    }

    /// Whether nobody knows what is under way: nothing more may be sent.
    func isUnknown(_ index: Int) -> Bool { unknown[index] }

    /// Whether a cancel has to be through before the instrument trades.
    func waits(_ index: Int) -> Bool { waiting[index] }

    /// Lets an instrument wait for a cancel.
    func wait(_ index: Int) {
        waiting[index] = true
        isIdle = false
    }

    /// What will be held when all that is under way has traded; nil when there is no such amount.
    func position(_ index: Int, in portfolio: Portfolio) -> Amount? {
        try? portfolio.holdings[index].adding(pending[index])
    }

    /// Whether an open order only leads toward zero; to flatten only one that surely trades does.
    func reduces(_ request: OrderRequest, _ portfolio: Portfolio, _ standing: TradingStanding) -> Bool {
        let held = portfolio.holdings[request.instrument]
        guard !held.isZero, (held < .zero) == (request.side == .buy) else { return false }
        if standing == .flatten, request.pricing != .market { return false }
        return pending[request.instrument].magnitude <= held.magnitude
    }
}
