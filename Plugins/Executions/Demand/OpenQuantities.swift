import SluiceKit
import SluiceMarket

/// What is under way for each instrument, in exact quantities; its memory is taken once.
struct OpenQuantities {
    /// Signed quantities that have not traded yet.
    private var pending: [Amount]
    /// Whether an order's fate is unknown, or the quantities are too large to add.
    private var unknown: [Bool]
    private var waiting: [Bool]

    init(count: Int) {
        pending = Array(repeating: .zero, count: count)
        unknown = Array(repeating: false, count: count)
        waiting = Array(repeating: false, count: count)
    }

    /// Adds up the open orders, but for exits that wait for a price.
    mutating func load(_ portfolio: Portfolio) {
        for index in pending.indices {
            (pending[index], unknown[index], waiting[index]) = (.zero, false, false)
        }
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
    mutating func wait(_ index: Int) { waiting[index] = true }

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
