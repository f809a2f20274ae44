import SluiceKit
import SluiceMarket

/// How open orders count in a gross.
enum OpenOrderCount: String, SettingChoice {
    /// As what they leave together: those that buy and those that sell cancel out.
    case net
    /// As the worst of them: all that buy trade and none that sells, or the other way round.
    case worst
}

/// What an instrument's weight may come to when its open orders trade in the worst way.
///
/// max(|held + buys|, |held - sells|), with the remaining quantities of the orders at the mark; exits that wait for their
/// price do not count. Worked number: 5% held, 10% being bought and 20% being sold may come to 15% either way.
struct WorstCase {
    private let columns: ColumnSet

    init(count: Int) { columns = ColumnSet(columns: 2, rows: count) }

    /// Adds up the open orders of a cycle.
    func load(_ portfolio: Portfolio) {
        columns[0].fill(0)
        columns[1].fill(0)
        for open in portfolio.openOrders where !open.order.request.isRestingExit {
            let index = open.order.request.instrument
            let side = columns[open.order.request.side == .buy ? 0 : 1]
            side[index] += open.remaining.doubleValue
        }
    }

    /// The largest weight without a sign; NaN where the holding or its price is not known.
    func weight(_ index: Int, of portfolio: Portfolio) -> Double {
        let held = portfolio.heldWeight(index)
        let (buys, sells) = (columns[0][index], columns[1][index])
        if buys == 0, sells == 0 { return held.magnitude }
        let unit = portfolio.unitValue(index) / portfolio.equity
        return max((held + buys * unit).magnitude, (held - sells * unit).magnitude)
    }
}
