import SluiceKit
import SluiceMarket

/// Sends market orders for the difference between what is wanted and what is held or under way.
///
/// quantity = weight x equity / mark - holding - open orders, rounded toward zero to whole lots; what closes a holding
/// is sent exactly. Sells come before buys, so that their proceeds can pay. An order never crosses zero: closing and
/// opening are two orders. An open order that goes the wrong way is cancelled first, and the instrument waits a
/// cycle. While trading is restricted orders only lead toward zero, and open orders that do not are cancelled; to
/// flatten, everything is closed. A weight of NaN, an unknown price or an unknown equity sends nothing.
///
/// Worked number: 5% of 100,000 at 33 are 151.51; with 100 held and lots of 1 an order buys 51.
final class MarketExecution: Execution {
    static let manifest = Manifest(
        "market",
        "Sends market orders for the difference between what is wanted and what is held or under way."
    )

    struct Settings: PluginSettings {
        @Setting(
            in: Amount.leastPositive...Amount(1_000_000),
            help:
                "Smallest quantity that trades; orders are multiples of it, except those that close a holding."
        )
        var lot = Amount(1)

        @Setting(
            in: Amount.zero...Amount(1_000_000_000),
            help: "Smallest value of an order, in the account's currency; what closes a holding may be less.")
        var minValue: Money?
    }

    /// What opens a holding beside an order that closes the one before is another order.
    private static let opening = OrderOrigin(leg: 1)

    private let sizing: OrderSizing
    private var book: OpenQuantities
    /// What each instrument trades this cycle, signed.
    private var changes: [Amount]

    init(settings: Settings, context: StageContext) {
        let count = context.axes.instruments.count
        sizing = OrderSizing(lot: settings.lot, minValue: settings.minValue?.amount ?? .zero)
        book = OpenQuantities(count: count)
        changes = Array(repeating: .zero, count: count)
    }

    func plan(
        _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
    ) {
        let portfolio = cycle.portfolio
        book.load(portfolio)
        fill(&changes, book, targets, portfolio)
        cancel(targets.standing, portfolio, sheet)
        for index in changes.indices where changes[index] < .zero { send(index, .sell, portfolio, sheet) }
        for index in changes.indices where changes[index] > .zero { send(index, .buy, portfolio, sheet) }
    }

    // Takes both as arguments: reached through `self`, each instrument would ask anew who else has access to them.
    private func fill(
        _ changes: inout [Amount], _ book: OpenQuantities, _ targets: ApprovedTargetFrame,
        _ portfolio: Portfolio
    ) {
        for index in changes.indices { changes[index] = change(of: index, book, targets, portfolio) }
    }

    /// What an instrument has to trade, beyond what is under way; 0 for nothing.
    private func change(
        of index: Int, _ book: OpenQuantities, _ targets: ApprovedTargetFrame, _ portfolio: Portfolio
    ) -> Amount {
        guard !book.isUnknown(index),
            let goal = goal(of: index, targets, portfolio),
            let position = book.position(index, in: portfolio),
            let change = try? goal.subtracting(position)
        else { return .zero }
        return goal.isZero ? change : sizing.wholeLots(change)
    }

    /// The quantity an instrument is to be held in; nil to leave it as it is.
    private func goal(of index: Int, _ targets: ApprovedTargetFrame, _ portfolio: Portfolio) -> Amount? {
        if targets.standing == .flatten { return .zero }
        let weight = targets.weight[index]
        guard weight.isFinite else { return nil }
        if weight == 0 { return .zero }
        let (equity, mark) = (portfolio.equity, portfolio.mark[index])
        guard equity > 0, mark > 0, mark.isFinite,
            let goal = Amount(weight * equity / mark, rounding: .halfEven)
        else {
            return nil
        }
        guard targets.standing > .open else { return goal }
        let held = portfolio.holdings[index]
        return min(max(goal, min(held, .zero)), max(held, .zero))
    }

    /// Cancels open orders that go the wrong way; their instruments trade nothing this cycle.
    private func cancel(_ standing: TradingStanding, _ portfolio: Portfolio, _ sheet: OrderSheet) {
        for open in portfolio.openOrders {
            let index = open.order.request.instrument
            guard changes.indices.contains(index) else { continue }
            let isWrong =
                standing > .open && !book.reduces(open.order.request, portfolio, standing)
                || changes[index] != .zero && (changes[index] < .zero) == (open.order.request.side == .buy)
            guard isWrong else { continue }
            sheet.cancel(open.order.id)
            book.wait(index)
        }
    }

    private func send(_ index: Int, _ side: Side, _ portfolio: Portfolio, _ sheet: OrderSheet) {
        guard !book.waits(index), let position = book.position(index, in: portfolio) else { return }
        let quantity = changes[index].magnitude
        let isClosing = (position < .zero) == (side == .buy) && !position.isZero
        let closing = isClosing ? min(quantity, position.magnitude) : .zero
        if closing > .zero,
            closing == position.magnitude || sizing.isWorthwhile(closing, portfolio.mark[index])
        {
            sheet.add(OrderRequest(instrument: index, side: side, quantity: closing))
        }
        guard let rest = try? quantity.subtracting(closing) else { return }
        let opening = sizing.wholeLots(rest)
        if opening > .zero, sizing.isWorthwhile(opening, portfolio.mark[index]) {
            sheet.add(
                OrderRequest(instrument: index, side: side, quantity: opening, origin: Self.opening))
        }
    }
}
